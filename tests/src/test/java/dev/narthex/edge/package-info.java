/**
 * A small stand-in for AWS around the packaged zip: {@link dev.narthex.edge.EdgeAccount} holds the pieces. A clock fires the schedule, pollers
 * carry messages from queues to functions with Lambda's semantics, an HTTP front makes API Gateway's events, and functions are processes of the
 * real runtime-interface-client that start when they are needed and are retired. {@link dev.narthex.edge.Faults} breaks what may break, by seed.
 */
package dev.narthex.edge;
