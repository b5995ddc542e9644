using CsCheck;
using Jumpbox.Customizer;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Customizer;

/// <summary>
/// The lock's reader refuses hostile pins. Here they are put past it: in the steps they are still words and never commands.
/// </summary>
public sealed class HostilePins : IDisposable
{
    private const string Library = "# Speaking, failing and becoming root: the first library of every step.";
    private const char EndOfCell = '\u001e';
    private const char EndOfRow = '\u001d';

    private static readonly string[] HostileTexts =
    [
        "1.0;echo BROKEN",
        "1.0$(echo BROKEN)",
        "`echo BROKEN`",
        "';echo BROKEN;'",
        "'\\'';echo BROKEN;'",
        "\";echo BROKEN;\"",
        "1.0\necho BROKEN\n",
        "1.0\n}\necho BROKEN\n{",
        "../../../../etc/passwd",
        "-rf /",
        "$PATH ${PATH} ~root *",
        "\\",
        "\u202e1.0\u00e9",
        "| echo BROKEN & echo BROKEN > broken",
    ];

    private static readonly string[] Tables =
    [
        "archive_mirrors",
        "apt_sources",
        "downloads",
        "packages",
        "tools",
        "aliases",
        "completions",
        "versions",
        "release_lines",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jumpbox-hostile-");

    public static TheoryData<string> Hostile => [.. HostileTexts];

    [Theory]
    [MemberData(nameof(Hostile))]
    public Task A_hostile_pin_stays_a_word_in_every_step(string text) => StaysAWordAsync(text);

    [Fact]
    public async Task Any_pin_stays_a_word_in_every_step()
    {
        string[] words = [.. HostileTexts, "'", "\"", "\\", "$", "`", "\n", ";", "#", " ", "a"];
        Gen<string> parts = Gen.Int[0, words.Length - 1].Select(index => words[index]);
        foreach (string text in parts.Array[1, 8].Select(string.Concat).Array[25].Single())
        {
            await StaysAWordAsync(text);
        }
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_shell_that_sources_the_release_file_gets_the_words_and_runs_none(string text)
    {
        string[] lines =
        [
            .. (await RowsAsync(Render(text).Customize.Single(step => step.Name == "release-file"))).Select(row =>
                row[^1]
            ),
        ];
        string script = $"{string.Join('\n', lines)}\nprintf '%s|' \"$TOOL_HELM\"\n";

        (int code, string output) = await RunAsync(script);

        Assert.Equal((0, $"{text}|"), (code, output));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task StaysAWordAsync(string text)
    {
        CustomizerPlan plan = Render(text);
        List<string[]> rows = [];
        foreach (CustomizerStep step in plan.Customize.Concat(plan.Validate))
        {
            rows.AddRange(await RowsAsync(step));
        }

        // A table that two steps carry is the same in both.
        string[] Row(string table, string tool) =>
            rows.Where(row => row[0] == table && row[1] == tool)
                .DistinctBy(row => string.Join(EndOfCell, row))
                .Single();
        string[] download = Row("downloads", "helm");
        Assert.Equal(10, download.Length);
        Assert.Equal([text, text], download[2..4]);
        Assert.Equal(text, download[5]);
        string[] package = Row("packages", "azure-cli");
        Assert.Equal(9, package.Length);
        Assert.Equal([text, text], package[2..4]);
        Assert.Equal(text, package[8]);
        Assert.Equal(["tools", "helm", text, "/usr/local/bin/helm"], Row("tools", "helm"));
        Assert.Equal(
            ["versions", "helm", text, $"v{text}", "/usr/local/bin/helm", "helm", "version"],
            Row("versions", "helm")
        );
        Assert.Empty(_folder.GetFiles("broken"));
    }

    // Version, tag, URL, digest, package's version: whatever a lock and a repository can say.
    private static CustomizerPlan Render(string text)
    {
        LockedTool[] tools =
        [
            .. SmallCatalogue.Pins.Tools.Select(tool =>
                tool with
                {
                    Version = text,
                    Tag = text,
                    Artifacts =
                    [
                        .. tool.Artifacts.Select(file =>
                            file with
                            {
                                Url = text,
                                Sha256 = text,
                                PackageVersion = file.PackageVersion is null ? null : text,
                            }
                        ),
                    ],
                }
            ),
        ];
        return CustomizerPlan.Render(
            SmallCatalogue.Settings(),
            SmallCatalogue.Catalogue,
            SmallCatalogue.Pins with
            {
                Tools = tools,
            },
            SmallCatalogue.Scripts
        );
    }

    // What a step says to its script, without the script: each table's rows as the shell hands them on.
    private async Task<IReadOnlyList<string[]>> RowsAsync(CustomizerStep step)
    {
        string whole = string.Join('\n', step.Inline);
        string data = whole[..whole.IndexOf(Library, StringComparison.Ordinal)];
        string calls = string.Concat(
            Tables
                .Where(table => data.Contains($"\n{table}() {{\n", StringComparison.Ordinal))
                .Select(table => $"TABLE={table}\n{table} record\n")
        );
        const string Record =
            "record() { printf '%s\\036' \"$TABLE\"; for cell; do printf '%s\\036' \"$cell\"; done; printf '\\035'; }\n";

        (int code, string output) = await RunAsync(data + Record + calls);

        Assert.True(code == 0, output);
        return [.. output.Split(EndOfRow)[..^1].Select(row => row.Split(EndOfCell)[..^1])];
    }

    // In a folder of its own and without a PATH, so that what does break out finds nothing to run but the shell's own words.
    private async Task<(int Code, string Output)> RunAsync(string script)
    {
        string file = Path.Combine(_folder.FullName, "script");
        await File.WriteAllTextAsync(file, script, TestContext.Current.CancellationToken);
        return await Shell.RunAsync(
            "/usr/bin/env",
            "-i",
            $"--chdir={_folder.FullName}",
            "PATH=/nowhere",
            "/bin/sh",
            "-e",
            file
        );
    }
}
