import { meQuery, queryClient } from "./queries";
import { signOut } from "./writes";

/** What was read goes from memory; who is signed in stays known, because the app waits for it. */
export function forgetWhatWasRead() {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] });
}

/** Nobody sits here any more: the sign-in page at once, whether or not the server can be reached to end the session too. */
export function endHere() {
  void queryClient.cancelQueries();
  queryClient.setQueryData(meQuery.queryKey, null);
  forgetWhatWasRead();
  signOut().catch(() => {
    // Out of reach: there the session ends by itself, as nothing asks for it any more.
  });
}
