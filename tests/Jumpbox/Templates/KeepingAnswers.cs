using System.Text.Json.Nodes;
using Jumpbox.Bicep;
using Jumpbox.Templates;

namespace Jumpbox.Tests.Templates;

/// <summary>What the compiler answered once, for the runs that follow. Most of these tests are the compiler themselves, and count.</summary>
public sealed class KeepingAnswers : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-answers-").FullName;
    private int _asked;

    public KeepingAnswers() => Write(Sources, "first");

    private string Sources => Path.Combine(_folder, "templates");

    private string Kept => Path.Combine(_folder, "cache", "jumpbox", "templates");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_same_templates_are_not_compiled_again()
    {
        await CompileAsync([]);
        // Only an answer that was read can say what no compiler said.
        foreach (string file in Directory.GetFiles(Kept))
        {
            File.WriteAllText(file, File.ReadAllText(file).Replace("first", "kept", StringComparison.Ordinal));
        }

        Assert.Equal("kept", await CompileAsync([]));
    }

    [Fact]
    public async Task An_edited_template_is_compiled_again()
    {
        await AskAsync(Sources);
        Write(Sources, "second");

        await AskAsync(Sources);

        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task A_change_of_the_compilers_settings_compiles_again()
    {
        await AskAsync(Sources);
        File.WriteAllText(Path.Combine(_folder, "bicepconfig.json"), """{ "analyzers": {} }""");

        await AskAsync(Sources);

        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task A_clone_elsewhere_with_the_same_templates_and_settings_starts_no_compiler()
    {
        await AskAsync(Sources);

        Assert.Equal(1, await AskAsync(Write(Elsewhere("templates"), "first")));
    }

    [Theory]
    [InlineData("templates/modules/roles.bicep")]
    [InlineData("templates/other.bicep")]
    [InlineData("bicepconfig.json")]
    public async Task A_clone_elsewhere_with_one_file_more_compiles_again(string file)
    {
        await AskAsync(Sources);
        Write(Elsewhere("templates"), "first");
        Directory.CreateDirectory(Path.GetDirectoryName(Elsewhere(file))!);
        File.WriteAllText(Elsewhere(file), "{}");

        Assert.Equal(2, await AskAsync(Elsewhere("templates")));
    }

    [Fact]
    public async Task The_settings_of_a_clone_count_in_the_folder_where_they_are()
    {
        string inner = Write(Elsewhere("templates"), "first");
        File.WriteAllText(Elsewhere("bicepconfig.json"), "{}");
        await AskAsync(inner);
        File.Move(Elsewhere("bicepconfig.json"), Path.Combine(_folder, "bicepconfig.json"));

        Assert.Equal(2, await AskAsync(inner));
    }

    [Fact]
    public void No_template_reads_a_file_outside_of_the_folder_that_the_answers_depend_on() =>
        Assert.All(
            Repository.Files("templates", "*.bicep"),
            file => Assert.DoesNotMatch(@"'(?:[^'\n]*/)?\.\./|(?:module|load\w+\()\s*\S*\s*'/", File.ReadAllText(file))
        );

    [Fact]
    public async Task An_answer_that_is_still_used_outlives_two_hundred_newer_ones()
    {
        await AskAsync(Sources);
        DateTime first = DateTime.UtcNow.AddDays(-2);
        foreach (string file in Directory.GetFiles(Kept))
        {
            File.SetLastWriteTimeUtc(file, first);
        }
        for (int other = 0; other < 200; other++)
        {
            string file = Path.Combine(Kept, $"other-{other}.json");
            await File.WriteAllTextAsync(file, "{}", TestContext.Current.CancellationToken);
            File.SetLastWriteTimeUtc(file, first.AddDays(1));
        }

        await AskAsync(Sources);
        Assert.Equal(2, await AskAsync(Write(Elsewhere("templates"), "second")));

        Assert.Equal(200, Directory.GetFiles(Kept).Length);
        await AskAsync(Sources);
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task A_broken_answer_is_asked_for_again()
    {
        await AskAsync(Sources);
        foreach (string file in Directory.GetFiles(Kept))
        {
            File.WriteAllText(file, "{ \"cut");
        }

        Assert.Equal(2, await AskAsync(Sources));
    }

    [Fact]
    public async Task What_does_not_compile_is_told_each_time()
    {
        File.WriteAllText(Path.Combine(Sources, "roles.bicep"), "output told string = 1\n");

        await Assert.ThrowsAsync<BicepException>(() => CompileAsync([]));
        await Assert.ThrowsAsync<BicepException>(() => CompileAsync([]));
    }

    [Fact]
    public async Task A_compiler_of_ones_own_is_always_asked_for_it_may_change_in_its_place()
    {
        BicepCli pinned = BicepCli.Find(new Dictionary<string, string>());
        Dictionary<string, string> own = new() { ["BICEP_PATH"] = pinned.Path };

        Assert.Equal("first", await CompileAsync(own));

        Assert.False(Directory.Exists(Kept));
    }

    private string Elsewhere(string path) => Path.Combine(_folder, "elsewhere", "clone", path);

    private static string Write(string sources, string told)
    {
        Directory.CreateDirectory(sources);
        File.WriteAllText(Path.Combine(sources, "roles.bicep"), $"output told string = '{told}'\n");
        return sources;
    }

    // How often the compiler was asked until now.
    private async Task<int> AskAsync(string sources)
    {
        await new TemplateCache(Kept, sources).GetAsync(
            () =>
            {
                _asked++;
                return Task.FromResult(new JsonObject { ["told"] = "first" });
            },
            TemplateSet.Roles
        );
        return _asked;
    }

    private async Task<string?> CompileAsync(Dictionary<string, string> variables)
    {
        variables["XDG_CACHE_HOME"] = Path.Combine(_folder, "cache");
        await using TemplateSet templates = new(Sources, () => _folder, variables);
        JsonObject template = await templates.CompileAsync(TemplateSet.Roles);
        return (string?)template["outputs"]!["told"]!["value"];
    }
}
