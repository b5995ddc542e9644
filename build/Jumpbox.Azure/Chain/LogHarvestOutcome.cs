namespace Jumpbox.Azure.Chain;

/// <summary>What came home of an image build's logs.</summary>
/// <param name="Files">The files; empty when none came.</param>
/// <param name="Missing">Why none came, in one line; null when some did.</param>
public sealed record LogHarvestOutcome(IReadOnlyList<string> Files, string? Missing);
