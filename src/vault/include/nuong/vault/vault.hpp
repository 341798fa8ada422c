#pragma once

/// Keys, wrapping and sealed values. The only room that knows libsodium. Formats and bytes: format.md of this room.
#include "nuong/vault/box.hpp"
#include "nuong/vault/case_key.hpp"
#include "nuong/vault/hash.hpp"
#include "nuong/vault/key_pair.hpp"
#include "nuong/vault/member_keys.hpp"
#include "nuong/vault/passkey.hpp"
#include "nuong/vault/password.hpp"
#include "nuong/vault/root_key.hpp"
#include "nuong/vault/rotation.hpp"
#include "nuong/vault/sealed.hpp"
#include "nuong/vault/secret.hpp"
#include "nuong/vault/stream.hpp"
#include "nuong/vault/succession.hpp"
#include "nuong/vault/system_random.hpp"
#include "nuong/vault/totp.hpp"
#include "nuong/vault/unit_keys.hpp"
