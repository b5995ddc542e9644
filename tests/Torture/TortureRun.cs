namespace Torture.Tests;

/// <summary>How one run ended.</summary>
/// <param name="ExitCode">The program's exit code.</param>
/// <param name="Output">All that it printed.</param>
/// <param name="Attempts">The attempts of requests that it made or wanted to make.</param>
/// <param name="Died">Whether the process was killed.</param>
internal sealed record TortureRun(int ExitCode, string Output, int Attempts, bool Died);
