using System.Text.RegularExpressions;

namespace Jumpbox.Evidence;

/// <summary>One row of the failure catalogue: what a failed build's log says, why, and what to do.</summary>
/// <param name="Id">The row's stable name, in lower-case letters and dashes.</param>
/// <param name="Pattern">What a line must match.</param>
/// <param name="Cause">Why it happens, as a sentence.</param>
/// <param name="Cure">What to do, as a sentence.</param>
public sealed record KnownFailure(string Id, Regex Pattern, string Cause, string Cure);
