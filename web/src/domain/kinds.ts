/** The few names of the regulation's data that the intake page itself is about. */
export const kDraftStage = "draft";
export const kReceived = "received";
export const kDraftSaved = "draft_saved";
