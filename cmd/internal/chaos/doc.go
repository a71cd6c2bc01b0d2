// Package chaos holds the tests of what the product promises while everything around it fails. The app runs as processes of its
// own, one on SQLite and three on PostgreSQL, against a simulated Slack and a mailbox in the process of the test. People use it
// through the simulator's control API; meanwhile processes are killed, Slack refuses, delays and loses calls, mail is
// cut off and the product's clock jumps ahead. Afterwards everything settles, and a checker compares the database, the
// conversations and the calendars.
//
// The test program is the app's process as well: started with the environment variable of [asReplica] it wires the service as
// "mentorbot serve" does, with two differences that no shipped program has. Product time comes from a file that the test
// moves, and a job's lease lasts seconds, so that what a killed process held is free again soon.
//
// A run is drawn from one seed: who does what, which calls fail, when processes are killed. How the operating system schedules
// the processes is not, so a seed brings back the same pressure and not the same instant. "make chaos" runs long; see its flags.
package chaos
