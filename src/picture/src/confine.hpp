#pragma once

namespace nuong::picture {

/// From here on this process can compute, read and write what is open already, and end; every other wish to the kernel
/// ends it. No core, a second or two of grace beyond kSeconds of work, a bounded memory. Ends the process when it
/// cannot be confined.
void Confine();

}  // namespace nuong::picture
