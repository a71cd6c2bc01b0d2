// Package roster reads files about people as HR systems and spreadsheets write them: lines of comma, semicolon or tab separated values with
// a header. It knows the shape of a file; what its values mean is for core to decide.
package roster
