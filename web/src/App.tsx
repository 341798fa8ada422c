import { useQuery } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { meQuery } from "./api/queries";
import { Answer, Loading } from "./components/Answer";
import { LanguageSwitch } from "./components/LanguageSwitch";
import { SignOutButton } from "./components/SignOutButton";
import { router } from "./routes";

const SignInPage = lazy(() => import("./pages/SignInPage").then((page) => ({ default: page.SignInPage })));

const SecurityPage = lazy(() => import("./pages/SecurityPage").then((page) => ({ default: page.SecurityPage })));

/** Nobody signed in: the sign-in page, whatever the address; it stays and is shown after the sign-in. */
export function App() {
  const me = useQuery(meQuery);
  return (
    <Answer of={me}>
      {(member) =>
        member?.must_enrol ? (
          <Suspense fallback={<Loading />}>
            <main>
              <div className="page person-steps">
                <LanguageSwitch />
                <SignOutButton />
              </div>
              <SecurityPage />
            </main>
          </Suspense>
        ) : member ? (
          <RouterProvider router={router} />
        ) : (
          <Suspense fallback={<Loading />}>
            <SignInPage />
          </Suspense>
        )
      }
    </Answer>
  );
}
