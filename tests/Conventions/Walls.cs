using System.Reflection;

namespace Conventions.Tests;

/// <summary>Dependencies run one way: Build, then Azure clients, then domain; LocalAzure knows none of them.</summary>
public sealed class Walls
{
    private static readonly string[] Ours =
    [
        "Build",
        "Frosting",
        "Cake.Az",
        "Cake.Json",
        "Jumpbox",
        "Jumpbox.Azure",
        "LocalAzure",
    ];

    [Fact]
    public void The_domain_depends_on_nothing_of_ours() => Assert.Empty(References("Jumpbox").Intersect(Ours));

    [Fact]
    public void The_domain_knows_neither_Cake_nor_the_Azure_SDK() =>
        Assert.DoesNotContain(References("Jumpbox"), name => name.StartsWith("Cake") || name.StartsWith("Azure."));

    [Fact]
    public void The_Azure_clients_depend_on_the_domain_alone() =>
        Assert.Equal(["Jumpbox"], References("Jumpbox.Azure").Intersect(Ours));

    [Fact]
    public void The_Azure_clients_know_no_Cake() =>
        Assert.DoesNotContain(References("Jumpbox.Azure"), name => name.StartsWith("Cake"));

    [Fact]
    public void LocalAzure_depends_on_the_framework_alone() =>
        Assert.All(
            References("LocalAzure"),
            name =>
                Assert.True(name.StartsWith("System.") || name.StartsWith("Microsoft.") || name == "netstandard", name)
        );

    [Fact]
    public void Only_the_composition_root_names_LocalAzure()
    {
        string[] files =
        [
            .. Repository
                .Files("build/Build", "*.cs")
                .Where(file => File.ReadAllText(file).Contains("using LocalAzure", StringComparison.Ordinal))
                .Select(file => Path.GetRelativePath(Path.Combine(Repository.Root, "build/Build"), file)),
        ];

        Assert.All(files, file => Assert.StartsWith("Clouds" + Path.DirectorySeparatorChar, file));
    }

    [Fact]
    public void Tasks_hold_neither_HTTP_nor_JSON() =>
        Assert.All(
            Repository.Files("build/Build/Tasks", "*.cs"),
            file =>
            {
                string text = File.ReadAllText(file);
                Assert.DoesNotContain("System.Text.Json", text);
                Assert.DoesNotContain("System.Net.Http", text);
                Assert.DoesNotContain("JsonObject", text);
            }
        );

    private static IEnumerable<string> References(string assembly) =>
        Assembly.Load(assembly).GetReferencedAssemblies().Select(reference => reference.Name!);
}
