using System.Reflection;
using Cake.Frosting;
using Frosting.Tests.Package;
using PublicApiGenerator;

namespace Frosting.Tests;

/// <summary>The host offers what the package's documentation lists: with less, a build that compiles today would have to be changed one
/// day; with more, it would compile here alone.</summary>
public sealed class PublicSurface
{
    private static string[] Documented =>
        [
            .. File.ReadLines(Path.Combine(Repository.Root, "tests/Frosting/PublicSurface.approved.txt"))
                .Where(line => !line.StartsWith("//", StringComparison.Ordinal)),
        ];

    [Fact]
    public void The_stand_in_offers_what_is_documented_and_nothing_else() =>
        Assert.Equal(Documented, Surface(typeof(CakeHost).Assembly));

    [Fact]
    public void The_second_host_that_the_tasks_are_compiled_against_is_no_easier() =>
        Assert.Equal(Documented, Surface(Assembly.LoadFrom(MinimalPackage.Host)));

    private static string[] Surface(Assembly assembly) =>
        assembly
            .GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false })
            .TrimEnd()
            .ReplaceLineEndings("\n")
            .Split('\n');
}
