using System.Text.RegularExpressions;

namespace Ci.Tests;

/// <summary>Azure Pipelines: conditions as functions, outputs as commands in the log.</summary>
/// <param name="origin">What started the run; by default a person, on the main branch.</param>
internal sealed partial class AzureDialect(CiOrigin? origin = null) : ICiDialect
{
    private readonly CiOrigin _origin = origin ?? CiOrigin.Main;

    public bool Holds(string condition, CiState state)
    {
        if (condition.Length == 0)
        {
            return state.Good;
        }
        string rest = condition;
        string value = Value(ref rest, state);
        Assert.True(
            rest.Length == 0 && value is "true" or "false",
            $"The condition '{condition}' is not understood at '{rest}'."
        );
        return value == "true";
    }

    public string Fill(string text, CiState state) =>
        Variable()
            .Replace(
                text,
                found =>
                    found.Groups[1].Value switch
                    {
                        "System.AccessToken" => CiRun.Token,
                        "System.JobAttempt" => $"{state.Attempt}",
                        // In a folder that each job begins without.
                        "Pipeline.Workspace" => "artifacts/.workspace",
                        // One that no step has set stays as it is written, so a shell's own $(command) does too.
                        string name when !name.Contains('.') => state.Outputs.GetValueOrDefault(name, found.Value),
                        _ => "",
                    }
            );

    public IReadOnlyDictionary<string, string?> Variables(string folder) =>
        new Dictionary<string, string?>
        {
            ["TF_BUILD"] = "True",
            ["AGENT_ISSELFHOSTED"] = "0",
            ["BUILD_SOURCEBRANCH"] = _origin.Ref,
        };

    public IReadOnlyDictionary<string, string> Outputs(string printed, string folder) =>
        SetVariable()
            .Matches(printed)
            .GroupBy(match => match.Groups["name"].Value)
            .ToDictionary(group => group.Key, group => group.Last().Groups["value"].Value.TrimEnd('\r'));

    private string Value(ref string rest, CiState state)
    {
        rest = rest.TrimStart();
        if (Text().Match(rest) is { Success: true } text)
        {
            rest = rest[text.Length..];
            return text.Groups[1].Value;
        }
        Match word = Word().Match(rest);
        Assert.True(word.Success, $"'{rest}' is not understood.");
        rest = rest[word.Length..];
        if (!rest.StartsWith('('))
        {
            return Look(word.Value, state);
        }
        List<string> arguments = [];
        rest = rest[1..].TrimStart();
        while (!rest.StartsWith(')'))
        {
            arguments.Add(Value(ref rest, state));
            rest = rest.TrimStart().TrimStart(',').TrimStart();
        }
        rest = rest[1..];
        return Call(word.Value, arguments, state) ? "true" : "false";
    }

    private static bool Call(string function, List<string> arguments, CiState state) =>
        function switch
        {
            "succeeded" => state.Good,
            "always" => true,
            "and" => arguments.TrueForAll(one => one == "true"),
            "or" => arguments.Exists(one => one == "true"),
            "not" => arguments[0] != "true",
            "eq" => Same(arguments[0], arguments[1]),
            "ne" => !Same(arguments[0], arguments[1]),
            "in" => arguments.Skip(1).Any(one => Same(one, arguments[0])),
            _ => throw new InvalidOperationException($"The function '{function}' is not known to this test."),
        };

    private string Look(string path, CiState state) =>
        path switch
        {
            "variables['Build.Reason']" => _origin.Reason,
            "variables['Build.SourceBranch']" => _origin.Ref,
            _ when Result().Match(path) is { Success: true } result => Capital(
                state.Results[result.Groups[1].Value.ToLowerInvariant()]
            ),
            _ when Output().Match(path) is { Success: true } output => state.Outputs.GetValueOrDefault(
                $"{output.Groups[1].Value.ToLowerInvariant()}/{output.Groups[2].Value}",
                ""
            ),
            _ when Own().Match(path) is { Success: true } own => state.Outputs.GetValueOrDefault(
                own.Groups[1].Value,
                ""
            ),
            _ => throw new InvalidOperationException($"'{path}' is not known to this test."),
        };

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A'([^']*)'")]
    private static partial Regex Text();

    [GeneratedRegex(@"\A[\w.]+(?:\['[^']*'\])*")]
    private static partial Regex Word();

    // A stage's name ends with that of the image.
    [GeneratedRegex(@"\Adependencies\.([A-Za-z]+)_\w+\.result\z")]
    private static partial Regex Result();

    [GeneratedRegex(@"\Adependencies\.(\w+)\.outputs\['([^']+)'\]\z")]
    private static partial Regex Output();

    [GeneratedRegex(@"\Avariables\['([^']+)'\]\z")]
    private static partial Regex Own();

    [GeneratedRegex(@"\$\(([\w.]+)\)")]
    private static partial Regex Variable();

    [GeneratedRegex(
        @"^##vso\[task\.setvariable variable=(?<name>\w+)(?:;isOutput=true;)?\](?<value>.*)$",
        RegexOptions.Multiline
    )]
    private static partial Regex SetVariable();
}
