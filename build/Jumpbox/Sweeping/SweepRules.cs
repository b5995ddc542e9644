namespace Jumpbox.Sweeping;

/// <summary>What a sweep may take.</summary>
/// <param name="Keep">How many of the newest good images stay.</param>
/// <param name="OlderThan">Only what is older than this.</param>
/// <param name="Prices">The user's own price sheet: <c>imageGiBMonth</c> and <c>stagingMonth</c> are looked at.</param>
public sealed record SweepRules(int Keep, TimeSpan OlderThan, IReadOnlyDictionary<string, decimal> Prices);
