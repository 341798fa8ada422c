#include "nuong/operations/wiring.hpp"
#include "rebuilt_views.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

constexpr Collection kViews[] = {Collection::kCases, Collection::kUnitCases, Collection::kDuties,
                                 Collection::kLooks, Collection::kTargets,   Collection::kBeds};

}  // namespace

Result<ViewsReport> CompareViews(store::Store& store, std::shared_ptr<const regulation::Regulation> regulation) {
  NUONG_TRY(const auto services, ServicesForViews(store, std::move(regulation)));
  ViewsReport report;
  NUONG_CHECK(store.Read([&](store::Reader& reader) -> Result<void> {
    Rebuilt rebuilt(reader);
    NUONG_CHECK(Rebuild(*services, reader, rebuilt, report.facts));
    for (const Collection view : kViews) rebuilt.Compare(view, report.differences);
    return {};
  }));
  return report;
}

}  // namespace nuong::operations
