namespace Jumpbox.Tools;

/// <summary>One confirmation of a pinned digest.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Source">Where: a URL, a key's fingerprint, or <c>owner/name/path@commit</c>; null where it cannot be named.</param>
/// <param name="Count">How many places agree; more than one only for <see cref="VerificationKind.Stated"/>.</param>
public sealed record Verification(VerificationKind Kind, string? Source, int Count = 1);
