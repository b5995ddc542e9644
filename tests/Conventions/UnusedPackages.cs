using System.Text.Json.Nodes;
using System.Xml.Linq;
using Mono.Cecil;

namespace Conventions.Tests;

/// <summary>Each package that a project asks for is in its compiled code, and each pinned version has a project that asks for it.</summary>
public sealed class UnusedPackages
{
    // Said in the label of the group: the version is there for the packages of others.
    private const string PinnedForOthers = "Not used by us directly";

    public static TheoryData<string, string> References =>
        [
            .. Repository
                .Files("build", "*.csproj")
                .SelectMany(project => Packages(project).Select(package => (project, package)))
                .Select(one => new TheoryDataRow<string, string>(
                    Path.GetRelativePath(Repository.Root, one.project).Replace('\\', '/'),
                    one.package
                )),
        ];

    [Theory]
    [MemberData(nameof(References))]
    public void The_code_of_a_project_references_its_package(string project, string package)
    {
        string name = Path.GetFileNameWithoutExtension(project);
        using ModuleDefinition code = ModuleDefinition.ReadModule(
            Path.Combine(AppContext.BaseDirectory, $"{name}.dll")
        );

        IEnumerable<string> referenced = code.AssemblyReferences.Select(reference => reference.Name);

        Assert.NotEmpty(Assemblies(project, package).Intersect(referenced));
    }

    [Fact]
    public void Each_pinned_version_is_asked_for()
    {
        IEnumerable<string> projects = new[] { "build", "tests", "bench" }
            .SelectMany(folder => Repository.Files(folder, "*.csproj"))
            .Append(Repository.PathOf("Directory.Build.targets"));
        HashSet<string> asked = [.. projects.SelectMany(Packages)];

        IEnumerable<string> pinned = XDocument
            .Load(Repository.PathOf("Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Where(version =>
                $"{version.Parent!.Attribute("Label")?.Value}".StartsWith(PinnedForOthers, StringComparison.Ordinal)
                    is false
            )
            .Select(version => version.Attribute("Include")!.Value);

        Assert.DoesNotContain(pinned, package => !asked.Contains(package));
    }

    private static IEnumerable<string> Packages(string project) =>
        XDocument.Load(project).Descendants("PackageReference").Select(one => one.Attribute("Include")!.Value);

    // What the package gives to the compiler, as restoring it has found out.
    private static IEnumerable<string> Assemblies(string project, string package)
    {
        string assets = Repository.PathOf($"{Path.GetDirectoryName(project)}/obj/project.assets.json");
        JsonObject target = JsonNode.Parse(File.ReadAllText(assets))!["targets"]!.AsObject().First().Value!.AsObject();
        JsonNode found = target
            .First(library => library.Key.StartsWith($"{package}/", StringComparison.OrdinalIgnoreCase))
            .Value!;
        return found["compile"]?.AsObject().Select(file => Path.GetFileNameWithoutExtension(file.Key)) ?? [];
    }
}
