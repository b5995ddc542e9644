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

    [GeneratedRegex(@"\]\(([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
