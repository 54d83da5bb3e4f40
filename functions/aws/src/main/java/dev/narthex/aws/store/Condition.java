package dev.narthex.aws.store;

/** When a write may take effect. */
enum Condition {
  NONE,
  IF_ABSENT
}
