#include "nuong/store/steps.hpp"

namespace nuong::store {

// Alone in its file: what the program of the tests brings with it takes the place of the whole of it.
void Reached(const Step&) {}

}  // namespace nuong::store
