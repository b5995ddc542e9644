using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Cake.Frosting;

namespace Conventions.Tests;

/// <summary>User-facing text keeps to the glossary in CONTRIBUTING, whose second column lists the retired phrases.</summary>
public sealed partial class Wording
{
    private const string Glossary = "CONTRIBUTING.md";

    private static readonly Regex RetiredWords = Retired(GlossaryTable());

    [Fact]
    public void No_message_of_a_program_uses_a_retired_phrase() =>
        AssertNone(Compiled.Projects.SelectMany(name => Messages(name).SelectMany(text => Find($"{name}.dll", text))));

    [Fact]
    public void No_page_uses_a_retired_phrase() =>
        AssertNone(
            Pages()
                .SelectMany(file => Find(file, WithoutGlossary(File.ReadAllText(Path.Combine(Repository.Root, file)))))
        );

    [Theory]
    [InlineData("build", "*.sh")]
    [InlineData("scripts", "*.sh")]
    [InlineData("scripts", "*.pl")]
    [InlineData("scaffold", "*")]
    [InlineData("pipelines", "*.yml")]
    [InlineData(".github", "*.yml")]
    [InlineData("templates", "*.bicep")]
    [InlineData("docs", "*.schema.json")]
    public void No_script_workflow_template_or_schema_uses_a_retired_phrase(string folder, string pattern)
    {
        string[] files = [.. Relative(Repository.Files(folder, pattern))];

        Assert.NotEmpty(files);
        AssertNone(files.SelectMany(file => Find(file, File.ReadAllText(Path.Combine(Repository.Root, file)))));
    }

    [Theory]
    [InlineData("build")]
    [InlineData("tests")]
    [InlineData("bench")]
    public void No_comment_uses_a_retired_phrase(string folder) =>
        AssertNone(
            Relative(Repository.Files(folder, "*.cs"))
                .SelectMany(file =>
                    Find(
                        file,
                        string.Join(
                            '\n',
                            File.ReadLines(Path.Combine(Repository.Root, file))
                                .Select(line => line.TrimStart())
                                .Where(line => line.StartsWith("//", StringComparison.Ordinal))
                        )
                    )
                )
        );

    [Theory]
    [InlineData("Image template imgt-1 made anew.")]
    [InlineData("The log was Brought\n  home.")]
    public void A_retired_phrase_is_found_whatever_its_case_and_its_line_breaks(string text) =>
        Assert.NotEmpty(Find("a message", text));

    [Theory]
    [InlineData("homemade anewton")]
    [InlineData("the home folder")]
    [InlineData("/etc/systemd/system/multi-user.target.wants")]
    public void Other_uses_of_the_same_words_pass(string text) => Assert.Empty(Find("a message", text));

    [Fact]
    public void A_message_is_read_from_the_compiled_program()
    {
        string[] messages = [.. Messages("Build")];

        Assert.Contains("the settings file", messages);
        Assert.Contains("Lists the targets, each with the command to run it.", messages);
    }

    private static void AssertNone(IEnumerable<string> found)
    {
        string all = string.Join('\n', found);
        Assert.True(all.Length == 0, $"{Glossary} says which words to use instead:\n{all}");
    }

    // Literals are in the heap of user strings; descriptions of tasks are in attributes.
    private static IEnumerable<string> Messages(string program)
    {
        Assembly assembly = Assembly.Load(program);
        using PEReader file = new(File.OpenRead(assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        List<string> messages = [];
        for (
            UserStringHandle literal = metadata.GetNextHandle(default(UserStringHandle));
            !literal.IsNil;
            literal = metadata.GetNextHandle(literal)
        )
        {
            messages.Add(metadata.GetUserString(literal));
        }
        return messages.Concat(
            assembly
                .GetTypes()
                .Select(type => type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description)
                .OfType<string>()
        );
    }

    // Decisions are history and keep the words of their day.
    private static IEnumerable<string> Pages() =>
        Relative(Repository.Files("docs", "*.md"))
            .Where(file => !file.StartsWith(Path.Combine("docs", "decisions"), StringComparison.Ordinal))
            .Concat(["README.md", "CHANGELOG.md", Glossary, "build.sh", "build.ps1"]);

    private static IEnumerable<string> Relative(IEnumerable<string> files) =>
        files.Select(file => Path.GetRelativePath(Repository.Root, file));

    private static IEnumerable<string> Find(string where, string text) =>
        RetiredWords
            .Matches(text)
            .Select(match =>
                $"{where}: '{Spaces().Replace(match.Value, " ")}' in: {Spaces().Replace(Around(text, match), " ")}"
            );

    private static string Around(string text, Match match)
    {
        int from = Math.Max(0, match.Index - 60);
        return text[from..Math.Min(text.Length, match.Index + match.Length + 60)];
    }

    private static Regex Retired(string table)
    {
        string[] phrases =
        [
            .. table
                .Split('\n')
                .Select(row => row.Split('|'))
                .Where(cells => cells.Length > 2)
                .SelectMany(cells => Quoted().Matches(cells[2]).Select(match => match.Groups[1].Value)),
        ];
        Assert.True(phrases.Length > 20, $"The glossary of {Glossary} lists only {phrases.Length} retired phrases.");
        IEnumerable<string> patterns = phrases.Select(phrase => Regex.Escape(phrase).Replace(@"\ ", @"\s+"));
        return new($@"(?<![\w.|:])(?:{string.Join('|', patterns)})(?!\w)", RegexOptions.IgnoreCase);
    }

    private static string GlossaryTable() =>
        GlossarySection().Match(File.ReadAllText(Path.Combine(Repository.Root, Glossary))).Value;

    private static string WithoutGlossary(string text) => GlossarySection().Replace(text, "");

    [GeneratedRegex(@"^## Words$.*?(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex GlossarySection();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
