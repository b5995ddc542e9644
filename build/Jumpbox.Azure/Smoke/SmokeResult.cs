using Jumpbox.Evidence.Booting;

namespace Jumpbox.Azure.Smoke;

/// <summary>What a run of Smoke gives.</summary>
/// <param name="Report">What the machines showed.</param>
/// <param name="Transcript">All output of all commands.</param>
/// <param name="Diagnostics">The serial console logs and screenshots of machines that failed: file in the artifacts folder, and bytes.</param>
public sealed record SmokeResult(
    SmokeReport Report,
    string Transcript,
    IReadOnlyDictionary<string, byte[]> Diagnostics
);
