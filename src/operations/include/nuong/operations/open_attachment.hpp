#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/wire.hpp"

namespace nuong::operations {

struct OpenAttachmentRequest {
  std::string case_id;
  std::int64_t sequence = 0;  ///< the entry of the act that brought it
};
BOOST_DESCRIBE_STRUCT(OpenAttachmentRequest, (), (case_id, sequence))

/// A paper or a picture as it is kept. Its name is not here: the case page tells it.
struct Attachment {
  std::string type;  ///< image/jpeg | image/png | application/pdf
  std::string bytes;
};

/// The look is a durable entry before anything sealed is opened. kAbsent: as OpenCase, and when the case has no such
/// file or its key has not reached the unit; kRefused, and an entry, when she may know of the case and not read the
/// file's class.
Result<Attachment> OpenAttachment(Services& services, const Caller& caller, const OpenAttachmentRequest& request);

/// Is somebody signed in? Asked before more than the usual is received from her.
bool MaySendFiles(Services& services, const Caller& caller);

}  // namespace nuong::operations
