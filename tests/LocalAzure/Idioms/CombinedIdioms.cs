using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAzure.Tests.Deployments;

namespace LocalAzure.Tests.Idioms;

/// <summary>
/// Random combinations of the idioms: each is a module of one template, some behind conditions and in loops, some waiting for others,
/// and its outputs are handed up. The seed is in the name of the case.
/// </summary>
public sealed class CombinedIdioms(IdiomCloud cloud) : IClassFixture<IdiomCloud>
{
    private const int PerTemplate = 5;
    private static readonly string Folder = Repository.PathOf("tests/LocalAzure/Idioms/Taken");

    public static TheoryData<int> Seeds => [.. Enumerable.Range(Fuzzing.Seed, Fuzzing.Rounds(6))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Idioms_deploy_together_with_the_outputs_of_each(int seed)
    {
        Assert.SkipUnless(cloud.IsThere, "There is no Bicep compiler on this machine.");
        Random random = new(seed);
        (string? text, JsonObject? expected) = Combine(random);
        string file = Path.Combine(AppContext.BaseDirectory, "idioms", $"combined-{seed}.bicep");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Copy(
            Path.Combine(Folder, "bicepconfig.json"),
            Path.Combine(Path.GetDirectoryName(file)!, "bicepconfig.json"),
            overwrite: true
        );
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

        (JsonObject? template, JsonObject? parameters) = await cloud.CompileAsync(file);
        IdiomRun run = await IdiomRun.DeployAsync(cloud.Arm, $"rg-combined-{seed}", "all", template, parameters);

        Assert.True(run.Succeeded, $"{run.Problem}\n{text}");
        Assert.Equal((200, 200), (run.Validated.Status, run.WhatIf.Status));
        Assert.Empty(
            expected
                .SelectMany(o => JsonDifference.Between(o.Value, run.Outputs[o.Key], o.Key))
                .Append(text)
                .SkipLast(1)
        );
    }

    private static (string Text, JsonObject Expected) Combine(Random random)
    {
        Idiom[] all =
        [
            .. Directory
                .EnumerateFiles(Folder, "*.bicep")
                .Order(StringComparer.Ordinal)
                .Where(IsForGroup)
                .Select(Idiom.Read),
        ];
        random.Shuffle(all);
        StringBuilder text = new("param on bool = true\nparam off bool = false\n");
        JsonObject expected = [];
        for (int i = 0; i < PerTemplate; i++)
        {
            string path = Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "idioms"), all[i].File)
                .Replace('\\', '/');
            string wait = i > 0 && random.Next(2) == 0 ? $", dependsOn: [m{i - 1}]" : "";
            int form = random.Next(4);
            string body = $"{{ name: 'm{i}-{all[i].Name}'{wait} }}";
            string use = form == 2 ? $"m{i}[0]!" : $"m{i}!";
            text.Append(
                CultureInfo.InvariantCulture,
                $"module m{i} '{path}' = {form switch { 1 => $"if (on) {body}", 2 => $"[for x in range(0, on ? 1 : 0): {body}]", 3 => $"if (off) {body}", _ => body }}\n"
            );
            foreach ((string? name, JsonNode? value) in all[i].Outputs)
            {
                string output = $"m{i}_{name}";
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"output {output} {TypeOf(value)}? = {(form == 3 ? $"off ? {use}.outputs.{name} : null" : $"{use}.outputs.{name}")}\n"
                );
                expected[output] = form == 3 ? null : value?.DeepClone();
            }
        }
        return (text.ToString(), expected);
    }

    // A gallery's name is unique in the subscription, and an image template cannot be deployed twice.
    private static bool IsForGroup(string file)
    {
        string text = File.ReadAllText(file);
        return !text.Contains("targetScope", StringComparison.Ordinal)
            && !text.Contains("/galleries@", StringComparison.Ordinal)
            && !text.Contains("/imageTemplates@", StringComparison.Ordinal)
            && !text.Contains("onlyIfNotExists", StringComparison.Ordinal)
            && !text.Contains("resourceGroup().name", StringComparison.Ordinal);
    }

    private static string TypeOf(JsonNode? value) =>
        value?.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.Number => "int",
            JsonValueKind.True or JsonValueKind.False => "bool",
            JsonValueKind.Array => "array",
            _ => "object",
        };
}
