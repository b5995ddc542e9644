namespace Jumpbox.Explaining;

/// <summary>Explanations as lines for the screen, annotations and files.</summary>
public static class ExplanationText
{
    /// <summary>Each cause with its cure and whether to try again; for an unknown one a sentence that says so.</summary>
    /// <param name="explanation">The explanation.</param>
    public static IEnumerable<string> Lines(FailureExplanation explanation)
    {
        foreach (Explanation cause in explanation.Causes)
        {
            yield return cause.Headline;
            yield return $"  To do: {cause.Cure}";
            yield return $"  {cause.Advice}";
        }
        if (explanation.Causes.Count > 1)
        {
            yield return "These causes are independent: one cure alone may not be enough.";
        }
        if (explanation is { Causes: [], LastLines: [.., var last] })
        {
            yield return $"No known failure matches. The last line is: {last}";
        }
    }
}
