namespace Jumpbox.Tools;

/// <summary>How an installed tool is asked for its version.</summary>
/// <param name="Command">Program and arguments; it must need no network.</param>
/// <param name="Expect">
/// The text that the output must contain, with <c>{version}</c>. It has to stand alone: no letter, digit or dot before it,
/// and no letter, digit, dot, plus or minus after it, so that 1.2.3 does not pass for 1.2.30.
/// </param>
public sealed record VersionQuery(IReadOnlyList<string> Command, string Expect);
