using System.Text;

namespace Jumpbox.Customizer;

/// <summary>
/// Checks whether a plan fits into an image template. The compiler does not check it, and Azure does so late.
/// </summary>
internal static class TemplateFit
{
    // Source: Azure Resource Manager, "template limits": the length of a template expression.
    private const int LineLimit = 24_576;

    // Source: Bicep, loadJsonContent: files up to 1,048,576 characters.
    private const int FileLimit = 1_048_576;

    /// <exception cref="InvalidDataException">It does not fit; the message lists every place.</exception>
    public static void Check(CustomizerPlan plan)
    {
        List<string> problems = [];
        foreach (CustomizerStep step in plan.Customize.Concat(plan.Validate))
        {
            for (int index = 0; index < step.Inline.Count; index++)
            {
                string line = step.Inline[index];
                if (line.Length > LineLimit)
                {
                    problems.Add($"{step.Name}, line {index + 1}: {line.Length} characters, the limit is {LineLimit}");
                }
                if (line.StartsWith('['))
                {
                    problems.Add(
                        $"{step.Name}, line {index + 1}: begins with '[', which ARM reads as an expression: '{line}'"
                    );
                }
            }
        }
        int length = Encoding.UTF8.GetByteCount(plan.ToJson());
        if (length >= FileLimit)
        {
            problems.Add($"all steps: {length} bytes, the limit is {FileLimit - 1}");
        }
        if (problems.Count > 0)
        {
            throw new InvalidDataException(
                $"The customizer does not fit into an image template:\n  {string.Join("\n  ", problems)}\n"
                    + "Shorten the script, or the value in tools.json or tools.lock.json."
            );
        }
    }
}
