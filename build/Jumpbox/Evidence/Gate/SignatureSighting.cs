namespace Jumpbox.Evidence.Gate;

/// <summary>What verifying the signature over the evidence showed.</summary>
/// <param name="State">The outcome.</param>
/// <param name="Text">Who signed what, or why that is not known, as a sentence without its end.</param>
public sealed record SignatureSighting(SignatureState State, string Text)
{
    /// <summary>No signature was looked for.</summary>
    public static SignatureSighting None { get; } = new(SignatureState.Missing, "no signature was looked for");

    /// <summary>The file with the signature; null if there is none.</summary>
    public string? File { get; init; }

    /// <summary>The provenance: exactly the bytes that a verified signature covers; null without one.</summary>
    public ReadOnlyMemory<byte>? Provenance { get; init; }

    /// <summary>What the signed provenance should say and does not, each as a sentence.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>Whether an allowed signer signed, and the signed provenance says what it should.</summary>
    public bool IsGood => State == SignatureState.Verified && Provenance is not null && Differences.Count == 0;
}

/// <summary>The outcomes of verifying a signature.</summary>
public enum SignatureState
{
    /// <summary>There is none.</summary>
    Missing,

    /// <summary>There is one, but the settings name no signer, so nothing was verified.</summary>
    NotVerified,

    /// <summary>What is needed to verify it could not be read.</summary>
    Unreadable,

    /// <summary>It is invalid, or not by an allowed signer.</summary>
    Refused,

    /// <summary>An allowed signer signed.</summary>
    Verified,
}
