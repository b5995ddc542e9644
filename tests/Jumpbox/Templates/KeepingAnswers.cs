using System.Text.Json.Nodes;
using Jumpbox.Bicep;
using Jumpbox.Templates;

namespace Jumpbox.Tests.Templates;

/// <summary>What the compiler answered once, for the runs that follow.</summary>
public sealed class KeepingAnswers : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-answers-").FullName;

    public KeepingAnswers()
    {
        Directory.CreateDirectory(Sources);
        File.WriteAllText(Path.Combine(Sources, "roles.bicep"), "output told string = 'first'\n");
    }

    private string Sources => Path.Combine(_folder, "templates");

    private string Kept => Path.Combine(_folder, "cache", "jumpbox", "templates");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_same_templates_are_not_compiled_again()
    {
        await CompileAsync();
        // Only an answer that was read can say what no compiler said.
        Spoil("first", "kept");

        Assert.Equal("kept", await CompileAsync());
    }

    [Fact]
    public async Task An_edited_template_is_compiled_again()
    {
        await CompileAsync();
        File.WriteAllText(Path.Combine(Sources, "roles.bicep"), "output told string = 'second'\n");

        Assert.Equal("second", await CompileAsync());
    }

    [Fact]
    public async Task A_change_of_the_compilers_settings_compiles_again()
    {
        await CompileAsync();
        Spoil("first", "kept");
        File.WriteAllText(Path.Combine(_folder, "bicepconfig.json"), """{ "analyzers": {} }""");

        Assert.Equal("first", await CompileAsync());
    }

    [Fact]
    public async Task A_broken_answer_is_asked_for_again()
    {
        await CompileAsync();
        foreach (string file in Directory.GetFiles(Kept))
        {
            File.WriteAllText(file, "{ \"cut");
        }

        Assert.Equal("first", await CompileAsync());
    }

    [Fact]
    public async Task What_does_not_compile_is_told_each_time()
    {
        File.WriteAllText(Path.Combine(Sources, "roles.bicep"), "output told string = 1\n");

        await Assert.ThrowsAsync<BicepException>(CompileAsync);
        await Assert.ThrowsAsync<BicepException>(CompileAsync);
    }

    [Fact]
    public async Task A_compiler_of_ones_own_is_always_asked_for_it_may_change_in_its_place()
    {
        BicepCli pinned = BicepCli.Find(new Dictionary<string, string>());
        Dictionary<string, string> own = new() { ["BICEP_PATH"] = pinned.Path };

        Assert.Equal("first", await CompileAsync(own));

        Assert.False(Directory.Exists(Kept));
    }

    private void Spoil(string from, string to)
    {
        foreach (string file in Directory.GetFiles(Kept))
        {
            File.WriteAllText(file, File.ReadAllText(file).Replace(from, to, StringComparison.Ordinal));
        }
    }

    private Task<string?> CompileAsync() => CompileAsync([]);

    private async Task<string?> CompileAsync(Dictionary<string, string> variables)
    {
        variables["XDG_CACHE_HOME"] = Path.Combine(_folder, "cache");
        await using TemplateSet templates = new(Sources, () => _folder, variables);
        JsonObject template = await templates.CompileAsync(TemplateSet.Roles);
        return (string?)template["outputs"]!["told"]!["value"];
    }
}
