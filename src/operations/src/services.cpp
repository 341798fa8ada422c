#include "services.hpp"

#include "case_access.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

constexpr std::string_view kSignerKey = "log_signer";
constexpr std::size_t kOriginKeyDigits = 16;

/// What the log is called in its checkpoints: two houses under one regulation are two logs.
std::string OriginOf(const World& world) {
  return "nuong/" + world.regulation->id + "/" + world.root->signing_public_key().text().substr(0, kOriginKeyDigits);
}

}  // namespace

Services::Services(World given, access::Policy compiled)
    : world(std::move(given)),
      engine(world.regulation),
      policy(std::move(compiled)),
      authority(policy),
      journal(*world.store, *world.root, OriginOf(world)) {}

Result<std::shared_ptr<Services>> MakeServices(World world) {
  NUONG_TRY(access::Policy policy, CompilePolicy(*world.regulation));
  std::optional<std::string> signer;
  std::optional<std::string> regulation;
  NUONG_CHECK(world.store->Read([&](store::Reader& reader) -> Result<void> {
    signer = reader.Get(store::Collection::kMeta, kSignerKey);
    regulation = reader.Get(store::Collection::kMeta, "regulation");
    return {};
  }));
  if (signer && *signer != world.root->signing_public_key().text()) {
    return CorruptDirectory("the directory's signing key is not this root key's");
  }
  if (regulation && *regulation != world.regulation->id) {
    return CorruptDirectory("the directory belongs to regulation " + *regulation);
  }
  return std::make_shared<Services>(std::move(world), std::move(policy));
}

void OpenSideBySide(const std::vector<Door>& doors) {
  for (const Door& door : doors) door.services->doors = doors;
}

Result<void> MakeCheckpoint(Services& services) {
  const auto checkpoint = services.journal.MakeCheckpoint();
  if (!checkpoint.ok()) return checkpoint.error();
  return {};
}

}  // namespace nuong::operations
