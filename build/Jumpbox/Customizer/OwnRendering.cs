using Jumpbox.Settings;

namespace Jumpbox.Customizer;

/// <summary>The user's steps and files as steps of the plan.</summary>
/// <param name="own">The contents.</param>
/// <param name="settings">The environment and the time limit of the scripts.</param>
/// <param name="common">Data of every step.</param>
internal sealed class OwnRendering(OwnContents own, CustomizerSettings settings, IReadOnlyList<string> common)
{
    // Base64 in lines of 76 characters, as base64(1) writes it.
    private const int LineLength = 76;

    public bool HasFiles => own.Files.Count > 0;

    /// <summary>The data of the step <c>own-files</c>.</summary>
    public IReadOnlyList<string> FileData =>
        [
            .. own.Files.Select((file, index) => Bytes($"bytes_{index}", file.Content.Span)),
            ShellText.Table(
                "own_files",
                own.Files.Select(
                    (file, index) =>
                        (string[])
                            [
                                file.Target,
                                file.Owner,
                                file.Group,
                                file.Mode,
                                file.Sha256,
                                file.Trust ? "trust" : "",
                                $"bytes_{index}",
                            ]
                )
            ),
        ];

    /// <summary>What is in the image because of the files.</summary>
    public IEnumerable<Remainder> Created => own.Files.Select(file => Remainder.CreatedBy("own-files", file.Target));

    /// <summary>The scripts before or after a step, in the order of their paths.</summary>
    public IEnumerable<CustomizerStep> StepsAt(CustomizerScripts scripts, string anchor, bool isBefore) =>
        own
            .Steps.Where(step => step.Anchor == anchor && step.IsBefore == isBefore)
            .Select(step =>
                scripts.Step(
                    "customize",
                    "own-step",
                    [
                        .. common,
                        ShellText.Assign("OWN_FILE", step.File),
                        ShellText.Assign("OWN_SECONDS", 60L * settings.StepMinutes),
                        ShellText.Table(
                            "environment",
                            settings.Environment.Select(one => (string[])[one.Key, one.Value])
                        ),
                        Script("own_script", step.Lines),
                    ],
                    step.Name
                )
            );

    /// <exception cref="SettingsException">
    /// A script names a step that is not in the plan, or a variable has no name or a secret.
    /// </exception>
    public void Require(IReadOnlyList<CustomizerStep> plan)
    {
        HashSet<string> names = [.. plan.Select(step => step.Name)];
        string[] problems =
        [
            .. own
                .Steps.Where(step => !names.Contains(step.Anchor))
                .Select(step => $"{step.File}: no step is called {step.Anchor}"),
            .. settings
                .Environment.Where(one =>
                    !one.Key.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || char.IsAsciiDigit(one.Key[0])
                )
                .Select(one => $"customizer.environment.{one.Key}: not the name of a variable"),
            .. settings
                .Environment.Select(one => (one.Key, SecretText.Find($"{one.Key}={one.Value}").Name))
                .Where(one => one.Name.Length > 0)
                .Select(one =>
                    $"customizer.environment.{one.Key}: {one.Name}; read it in the step, for example from Key Vault"
                ),
            .. own
                .Steps.GroupBy(step => step.Name)
                .Where(same => same.Count() > 1)
                .Select(same =>
                    $"{string.Join(" and ", same.Select(step => step.File))} would both be the step {same.Key}"
                ),
        ];
        if (problems.Length > 0)
        {
            IEnumerable<string> anchors = names.Where(name => !name.StartsWith("own-", StringComparison.Ordinal));
            throw new SettingsException(
                $"The image's own steps cannot run:\n  {string.Join("\n  ", problems)}\n"
                    + $"The steps are {string.Join(", ", anchors)}."
            );
        }
    }

    // A tab before each line: a template takes no line that begins with a bracket.
    internal static string Script(string name, IEnumerable<string> lines) =>
        $"{name}() {{\n  cat <<'{CustomizerPlan.EndOfOwnText}'\n"
        + string.Concat(lines.Select(line => $"\t{line}\n"))
        + $"{CustomizerPlan.EndOfOwnText}\n}}";

    private static string Bytes(string name, ReadOnlySpan<byte> content)
    {
        string text = Convert.ToBase64String(content);
        IEnumerable<string> lines = text.Chunk(LineLength).Select(line => $"{new string(line)}\n");
        return $"{name}() {{\n  cat <<'{CustomizerPlan.EndOfOwnText}'\n{string.Concat(lines)}{CustomizerPlan.EndOfOwnText}\n}}";
    }
}
