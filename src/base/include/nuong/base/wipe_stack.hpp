#pragma once

namespace nuong {

/// Overwrites what calls that have returned left on this thread's stack, 128 KiB below the caller. Short texts (a
/// password, a name) lie inside the objects that hold them and so on the stack; a thread that rests would show them to
/// a dump. Some microseconds: called once after each job of a thread that lives on.
void WipeStack();

}  // namespace nuong
