#pragma once
#include <algorithm>
#include <array>
#include <string_view>

/// Named moments between two things that must become durable in this order. A test ends the process at each of them and
/// looks at what is left (tests/functional/steps.test.mjs); the order of the list is the order it is told in.
namespace nuong::store {

inline constexpr std::array<std::string_view, 33> kSteps = {
    // The engine, of each batch of writes: nothing; jobs ran; of two files one; both; removed keys out of `undo`; told.
    "batch_waits",
    "jobs_ran",
    "keyring_committed",
    "data_committed",
    "undo_emptied",
    "answer_due",
    // The engine, when it opens.
    "one_file_named",
    "keyring_taken_back",
    "keyring_written_anew",
    "directory_not_marked",
    // The ledger.
    "rows_changed",  // keys destroyed or made, no entry yet
    "entry_written",
    "checkpoint_signed",
    "checkpoint_kept",
    "cosignature_kept",
    "witness_signed",
    "witness_state_saved",
    // Keys of units.
    "unit_keys_made",
    "wraps_read",
    "wraps_made_anew",
    // Files of the root key, and founding.
    "key_file_opened",
    "key_file_written",
    "founded",
    "sealed_key_written",
    "sealed_key_in_place",
    "plain_key_removed",
    // Copies.
    "backup_unsigned",
    "backup_data_written",
    "backup_written",
    "restore_unproved",
    "restore_proved",
    "restore_in_place",
    "monitor_state_written",
};

/// A name that is in the list; another does not compile.
class Step {
 public:
  consteval Step(const char* name) : name_(name) {
    if (std::find(kSteps.begin(), kSteps.end(), name_) == kSteps.end()) throw "no step of this name in kSteps";
  }
  constexpr std::string_view name() const { return name_; }

 private:
  std::string_view name_;
};

/// Does nothing. Only the program of the tests, `nuong_steps`, has a body of its own for it (app/src/die_at_step.cpp)
/// that may end the process: it is linked with it instead of this one and never installed.
void Reached(const Step& step);

}  // namespace nuong::store
