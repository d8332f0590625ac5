/** New ids, and the rule for ids that callers send. */
package dev.seveneight.shared.id;
