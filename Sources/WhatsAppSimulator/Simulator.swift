/// The simulator of Meta's side.
package enum SimulatorName {}
