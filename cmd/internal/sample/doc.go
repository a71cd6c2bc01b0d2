// Package sample is what the sandbox starts with: the people of Meridian, a fictional international non-profit, and a mentoring
// programme that already runs there. Everybody and everything in it is invented.
//
// The people and the script of the programme are prose, so they are YAML under data/. The script is played through core's service
// like any other use of it; nothing is written past the rules.
package sample
