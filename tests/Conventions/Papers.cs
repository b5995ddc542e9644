using System.Text.RegularExpressions;

namespace Conventions.Tests;

public sealed partial class Papers
{
    [Fact]
    public void Every_relative_link_leads_to_a_file_that_exists() =>
        Assert.All(
            Repository
                .Files(".", "*.md")
                .SelectMany(file =>
                    Link().Matches(File.ReadAllText(file)).Select(match => (File: file, To: match.Groups[1].Value))
                )
                .Where(link => !link.To.Contains("://", StringComparison.Ordinal)),
            link =>
                Assert.True(
                    Path.Exists(Path.Combine(Path.GetDirectoryName(link.File)!, link.To)),
                    $"{link.File} links to {link.To}, which does not exist"
                )
        );

    [Fact]
    public void Every_folder_that_CONTRIBUTING_names_exists() =>
        Assert.All(
            Folder().Matches(File.ReadAllText(Path.Combine(Repository.Root, "CONTRIBUTING.md"))),
            folder => Assert.True(Path.Exists(Path.Combine(Repository.Root, folder.Groups[1].Value)), folder.Value)
        );

    [GeneratedRegex("`((?:bench|build|docs|pipelines|scripts|templates|tests)(?:/[\\w./]+)?)`")]
    private static partial Regex Folder();

    [GeneratedRegex(@"\]\(([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
