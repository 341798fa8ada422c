#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "access_fixture.hpp"
#include "bytes.hpp"
#include "nuong/vault/vault.hpp"

/// Known answers: these bytes are on people's disks. A test that turns red here is a new suite, not a new expectation.
namespace nuong::vault {

class Format : public AccessFixture {
 protected:
  CountingRandom chance_{0x40};
  KeyPair pair_ = MakeKeyPair(chance_);
};

TEST_F(Format, OfBox) {
  EXPECT_EQ(Hex(BoxSeal(pair_.public_key, BytesOf("hidden"), "purpose", chance_)),
            "0100000000e240f142b821efa128c8a1b1ee98c5c2d0d6186429edeedd3cccde89f7bf754ae7cee137fa4ee576d1d5425971"
            "3c9bbd99154e696ef2");
}

TEST_F(Format, OfPasswordLock) {
  const PasswordLock lock = LockWithPassword(MemberKeys::Make(chance_), "mật khẩu", PasswordCost::kTest, chance_);
  EXPECT_EQ(lock.known.box.text(), "e240f142b821efa128c8a1b1ee98c5c2d0d6186429edeedd3cccde89f7bf754a");
  EXPECT_EQ(lock.known.signing.text(), "cd14b37f956e953194ff7fb73b3d81dcc561d61a7538094b7c3e1a643ee5f3aa");
  EXPECT_EQ(Hex(lock.sealed),
            "01000000000100000008000000a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4"
            "c5c6c7ee9492ad4d03d5e76f9b15e805f80e778f89d741ff9bd30945cca3338122f478005950e06ab70ac94ef4b29fd6f127"
            "1b56653b2b1b32563a20731dd959d522a0fe1d97bdd7e427c7aa473cc0e02cc7e6");
}

TEST_F(Format, OfRestingUnitKeys) {
  std::map<FieldClass, KeyPair> keys;
  keys.emplace(FieldClass::kIdentity, std::move(pair_));
  EXPECT_EQ(Hex(RestUnitKeys(UnitKeys(kShelter, std::move(keys)), BytesOf("session token"), chance_)),
            "0100000000390000000f0000006578616d706c652d7368656c746572020000004633f14b5173130a1b80687f273d49e8f474"
            "0a793a949b83b105837f2a61e8fee14f606162636465666768696a6b6c6d6e6f70717273747576773a9b4e8f845055d3bbad"
            "f8825fa4e945dcdf57da6e414f8cd52bcb636b5c30b7e5e8a6663d5cb469b60a646edac2eb5e");
}

TEST_F(Format, OfWrap) {
  const CaseKey key = MakeCaseKey(case_id_, FieldClass::kIdentity, 258, chance_);
  const Wrap wrap = WrapTo(key, kShelter, pair_.public_key, chance_);
  EXPECT_EQ(Hex(wrap.boxed),
            "01000000003de70cb2b9bb0bda3873d13e8a7cf4ea870dabeb296caa1dfce0a5f411c8d23463b4e3c7cbfd3d506da4fe78a8"
            "5bfe505a3ff906dc770971c7e52b5989b378327d1594605c97c9e9b54a7daa2e75bbf2");
  EXPECT_EQ(Hex(wrap.commitment), "0d894a18ddf672274e26164e3d67e28403974764e013151daf4ae5e84d68e608");
}

TEST_F(Format, OfSealedValue) {
  const CaseKey key = MakeCaseKey(case_id_, FieldClass::kMedical, 258, chance_);
  EXPECT_EQ(Hex(Seal(key, "person/1", Value::Object{{"b", "Hà"}, {"a", 1}}, chance_).blob()),
            "0102010000808182838485868788898a8b8c8d8e8f90919293949596971578a4e0458db556f277da74e0a3d6368226b2c7a8"
            "17d06be8d23a02efc64b33a0b2db716444d7fb8fe30eb150fcaa5efb92c4606c2f444b528ed7064242435028d187ab5e9b03"
            "dec4de12d9f4ab3f07");
}

TEST_F(Format, OfSealedFile) {
  const CaseKey key = MakeCaseKey(case_id_, FieldClass::kMedical, 258, chance_);
  std::string sealed;
  FileSealer sealer(key, "3/F4m/file", chance_, [&](std::string_view bytes) -> Result<void> {
    sealed += bytes;
    return {};
  });
  EXPECT_TRUE(sealer.Write("scan").ok());
  EXPECT_TRUE(sealer.Finish().ok());
  EXPECT_EQ(Hex(sealed),
            "0102010000808182838485868788898a8b8c8d8e8f9091929394959697f7176c51414cadd8c7389b302927fb11fd109e3a3a");
}

TEST_F(Format, OfRootKey) {
  const RootKey root = RootKey::FromSeed(pair_.private_key.bytes());
  EXPECT_EQ(root.signing_public_key().text(), "af33195fad8843fff7c004e5ffc55aa7161e5d27c2c40edf77118b1ff21cf7d9");
  EXPECT_EQ(Hex(root.Sign("checkpoint")),
            "d3b36e0ecb23bd5fea380c5d8732deaa7be81fba7627629c5ed13a6c1c09f5f271dc4a10f41f655f30ea945f849c40038179"
            "0446599fee779016ffd24eb36302");
  EXPECT_EQ(Hex(root.Lock("handover", "hidden", chance_)),
            "0100000000606162636465666768696a6b6c6d6e6f70717273747576770301f3eac54766dfd267c5a7e17b94ddc31873ce03"
            "b4");
  EXPECT_EQ(Hex(root.KeyedHash("network", "192.0.2.1")),
            "7da7d4c72162dcbc8c6b73a7bd2d98d02875dfb6c3b4051c83af27856a3048d2");
  const RootKey from_passphrase = RootKey::FromPassphrase("hai người", "salt", PasswordCost::kTest);
  EXPECT_EQ(from_passphrase.signing_public_key().text(),
            "540f24b665f998529ef6770c36c0200946f3a7643562b0756d9efb504ed84ca7");
}

}  // namespace nuong::vault
