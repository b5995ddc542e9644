namespace Jumpbox.Explaining;

/// <summary>One known cause in a text, with the text's own values.</summary>
/// <param name="Row">The row of the catalogue.</param>
/// <param name="Cause">Why it failed, as a sentence.</param>
/// <param name="Cure">What to do.</param>
/// <param name="Line">The line that shows it.</param>
public sealed record Explanation(KnownFailure Row, string Cause, string Cure, string Line)
{
    /// <summary>The row's id.</summary>
    public string Id => Row.Id;

    /// <summary>The nature of the cause.</summary>
    public FailureKind Kind => Row.Kind;

    /// <summary>Whether the same command may succeed without a change.</summary>
    public TryAgain TryAgain => Row.TryAgain;

    /// <summary>Whether retrying helps, as a sentence.</summary>
    public string Again =>
        TryAgain switch
        {
            TryAgain.Now => "Retrying immediately may help.",
            TryAgain.Later => "Retrying after a few minutes may help.",
            _ => "Retrying without a change does not help.",
        };

    /// <summary>The cause with its id, as one line.</summary>
    public string Headline => $"Known failure {Id}: {Cause}";

    /// <summary>What else to know, in one line: the kind, whether to retry, the check, the page.</summary>
    public string Advice =>
        $"Kind: {FailureGuide.Word(Kind)}. {Again}{(Row.Check is { } check ? $" The check {check} of Prereqs looks for it." : "")} See {Row.Document}.";
}
