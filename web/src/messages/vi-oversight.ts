/** Watching over how the system is used, what leaves it in a file, and what opens in an emergency. */
export const alerts = {
  title: "Cảnh báo",
  about:
    "Điều bất thường trong việc dùng hệ thống của cán bộ cơ quan khác: tìm người mồi, tìm hoặc mở nhiều hơn thường lệ, truy cập khẩn cấp thành thói quen. Ở đây không có tên người trong hồ sơ.",
  see: "Xem cảnh báo",
  none: "Không có cảnh báo nào.",
  waiting: (count: number) => `${count} cảnh báo chờ kết luận`,
  by: (member: string, unit: string) => `${member}, ${unit}`,
  because: (at: string, entry: number) => `${at} · do mục ${entry} của sổ`,
  counted: (count: number, usual: number, looks: number) =>
    `${count} lần${usual > 0 ? `; ngày thường ${usual} lần` : ""}${looks > 0 ? `, trong ${looks} lượt hồ sơ đã mở` : ""}`,
  finding: "Kết luận",
  answer: "Ghi kết luận",
  answered: (finding: string, unit: string, moment: string) => `${finding}. ${unit}, ${moment}.`,
  baits: "Người mồi",
  baitAbout:
    "Người không có thật mà không ai có lý do để tìm. Ai tìm sẽ thành cảnh báo, còn họ không thấy gì khác thường. Đừng dùng tên người thật. Tên không được giữ lại: hãy tự ghi riêng.",
  plant: "Đặt người mồi",
  planted: (entry: number, unit: string, moment: string) => `Mục ${entry} · ${unit} · ${moment}`,
  withdraw: "Bỏ",
  done: "Đã ghi.",
};

export const exports = {
  title: "Xuất ra tệp",
  see: "Danh sách hồ sơ của đơn vị dưới dạng bảng tính: ai xin, ai xác nhận, ai đã lấy.",
  open: "Xuất danh sách ra tệp",
  about: (alone: number, aloneHours: number, hours: number) =>
    `Mỗi người tự xuất nhiều nhất ${alone} người trong ${aloneHours} giờ; nhiều hơn thì người phê duyệt của đơn vị xác nhận. Yêu cầu có hiệu lực ${hours} giờ. Mỗi dòng trong tệp có dấu riêng, truy được người xuất.`,
  none: "Chưa có yêu cầu nào.",
  nothing: "Không có hồ sơ nào mà đơn vị bạn được xuất ra tệp.",
  waiting: (count: number) => `${count} yêu cầu xuất tệp chờ bạn xác nhận`,
  what: (persons: number, classes: string) => `${persons} người: ${classes}`,
  asked: (member: string, moment: string) => `${member}, ${moment}`,
  states: { waiting: "Chờ người thứ hai xác nhận.", ready: "Đã sẵn sàng.", over: "Hết hiệu lực." },
  until: (moment: string) => `Đến ${moment}.`,
  confirmedBy: (member: string, moment: string) => `${member} xác nhận, ${moment}.`,
  taken: (moment: string) => `Lấy lần gần nhất: ${moment}.`,
  take: "Lấy tệp",
  confirm: "Xác nhận cho xuất",
  saved: (persons: number, leftOut: number) =>
    leftOut > 0
      ? `Đã lưu tệp: ${persons} người; ${leftOut} hồ sơ không còn được xuất.`
      : `Đã lưu tệp: ${persons} người.`,
  askTitle: "Yêu cầu mới",
  always: (name: string) => `Tệp luôn có: ${name}.`,
  shut: (name: string) => `${name}: cần xác thực lại trước khi chọn.`,
  reason: "Xuất để làm gì",
  from: "Lập từ ngày",
  to: "Đến hết ngày",
  beside: "Thêm vào tệp",
  ask: "Gửi yêu cầu",
  done: "Đã gửi.",
  traceTitle: "Truy dấu một dòng",
  traceAbout: "Khi thấy một danh sách bị lộ: nhập dấu ở đầu dòng để biết ai đã xuất.",
  mark: "Dấu của dòng",
  trace: "Truy dấu",
  traced: (member: string, unit: string, moment: string) => `${member}, ${unit}, xuất lúc ${moment}.`,
};

export const emergency = {
  title: "Truy cập khẩn cấp",
  about: "Phần đóng của hồ sơ được mở trong lúc nguy cấp: ai mở, đến lúc nào, ai rà soát. Ở đây không có tên người.",
  see: "Xem các lần truy cập khẩn cấp",
  none: "Không có lần truy cập khẩn cấp nào.",
  open: "Truy cập khẩn cấp",
  confirm: "Xác nhận là người thứ hai",
  review: "Rà soát",
  states: { waiting: "chờ người thứ hai", open: "đang mở", closed: "đã đóng", lapsed: "không được mở" },
  until: (moment: string) => `đến ${moment}`,
  due: (unit: string, moment: string) => `${unit} rà soát trước ${moment}.`,
  late: (unit: string, moment: string) => `Quá hạn rà soát: ${unit}, hạn ${moment}.`,
  reviewed: (finding: string, moment: string) => `Đã rà soát ${moment}: ${finding}.`,
};

const whole = (value: number) => new Intl.NumberFormat("vi-VN").format(value);

/** A change of the access rules before it takes effect. */
export const ruleChange = {
  title: "Thay đổi đang đề xuất",
  notice: "Có thay đổi quy tắc truy cập đang được đề xuất.",
  look: "Xem thay đổi",
  none: "Không có thay đổi nào đang được đề xuất.",
  counting: "Đang đếm. Trang tự cập nhật khi đếm xong.",
  failed: "Không đếm được thay đổi này. Người vận hành xem lý do trong nhật ký máy chủ.",
  sum: (gained: number, lost: number, all: number) =>
    `${whole(gained)} yêu cầu trước bị từ chối nay được phép, ${whole(lost)} yêu cầu trước được phép nay bị từ chối, trong tất cả ${whole(all)} yêu cầu.`,
  about:
    "Mỗi yêu cầu là một tình huống: loại cơ quan nào, liên quan thế nào, muốn làm gì, lúc nào. Ở đây không có hồ sơ thật.",
  invariants: "Điều cấm",
  invariantsCounting: "Đang kiểm từng điều cấm, có thể mất nửa phút. Kiểm xong mới ký được.",
  invariantsFailed:
    "Không kiểm được các điều cấm, nên không ai ký được. Người vận hành xem lý do trong nhật ký máy chủ.",
  invariantsHeld: (requests: number) =>
    `Quy tắc đề xuất không phạm điều cấm nào, trong tất cả ${whole(requests)} yêu cầu.`,
  invariantsBroken: (count: number, requests: number) =>
    `Quy tắc đề xuất phạm ${whole(count)} điều cấm, trong tất cả ${whole(requests)} yêu cầu. Khi còn phạm thì không ai ký được.`,
  invariantsSame: "Các điều cấm giữ nguyên.",
  invariantsChanged: "Thay đổi này sửa cả các điều cấm. Quy tắc đề xuất vẫn bị xét theo các điều cấm đang dùng.",
  broken: (requests: number, proposed: boolean) =>
    `${proposed ? "Điều cấm của bản đề xuất" : "Điều cấm đang dùng"}; bị phạm ở ${whole(requests)} yêu cầu.`,
  example: "Ví dụ, việc này sẽ được phép:",
  exampleOpen: "Ví dụ, không quy tắc nào cấm việc này nữa:",
  noRelation: "không có việc trong hồ sơ",
  exactly: "Yêu cầu đầy đủ",
  flips: "Theo loại cơ quan và phần hồ sơ",
  role: "Loại cơ quan",
  what: "Việc",
  gained: "Nay được phép",
  lost: "Nay bị từ chối",
  words: "Loại cơ quan, quan hệ, mục đích và tình trạng hồ sơ thêm hoặc bỏ",
  wordsAbout:
    "Loại cơ quan bị bỏ thì mất mọi quyền, loại cơ quan được thêm thì có quyền từ đầu; quan hệ với hồ sơ cũng vậy. Các con số đã tính cả điều này.",
  wordKinds: {
    role: "loại cơ quan",
    relation: "quan hệ với hồ sơ",
    purpose: "mục đích",
    case_value: "tình trạng hồ sơ",
  },
  rules: "Quy tắc khác đi",
  changes: { added: "Thêm", removed: "Bỏ", changed: "Sửa" },
  reviews: "Ai đã xem xét",
  noReview: "Chưa ai xem xét.",
  reviewed: (member: string, unit: string, moment: string) => `${member}, ${unit}, ${moment}:`,
  reviewedHeld: (requests: number) => `không phạm điều cấm nào trong ${whole(requests)} yêu cầu`,
  reviewedUnjudged: "lúc đó chưa kiểm điều cấm",
  review: (sum: string) => `Tôi đã xem xét: ${sum}`,
  confirmTitle: "Ký tên dưới con số này",
  confirmAbout:
    "Chữ ký của bạn được ghi vào sổ và không rút lại được. Thay đổi chỉ có hiệu lực khi người vận hành đưa vào dùng.",
  sign: (sum: string) => `Ký: ${sum}`,
  done: "Đã ghi chữ ký của bạn vào sổ.",
  fingerprints: "Dấu của quy chế đang dùng và quy chế đề xuất:",
  past: "Những lần đổi quy chế",
  cameIntoUse: (moment: string) => `Quy chế khác được đưa vào dùng, ${moment}.`,
  wholeMark: (moment: string) =>
    `Từ ${moment}, dấu của quy chế được ghi đầy đủ; 16 ký tự đầu vẫn như trước, nên xét theo đó quy chế không đổi.`,
  reviewedBy: (count: number) => (count === 0 ? "Không ai xem xét trước" : `${count} người đã xem xét trước`),
};
