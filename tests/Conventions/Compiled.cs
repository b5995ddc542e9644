using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace Conventions.Tests;

/// <summary>The assemblies that the projects under build/ compile to, as ArchUnitNET reads them.</summary>
internal static class Compiled
{
    /// <summary>Each project, and the projects that it may use.</summary>
    public static IReadOnlyDictionary<string, string[]> MayUse { get; } =
        new Dictionary<string, string[]>
        {
            ["Jumpbox"] = [],
            ["Jumpbox.Bicep"] = ["Jumpbox"],
            ["Jumpbox.Pins"] = ["Jumpbox", "Jumpbox.Signing"],
            ["Jumpbox.Rehearsal"] = ["Jumpbox"],
            ["Jumpbox.Signing"] = ["Jumpbox"],
            ["Jumpbox.Azure"] = ["Jumpbox", "Jumpbox.Bicep", "Jumpbox.Signing"],
            ["LocalAzure"] = [],
            ["Cake.Az"] = [],
            ["Cake.Json"] = [],
            ["Build"] =
            [
                "Jumpbox",
                "Jumpbox.Bicep",
                "Jumpbox.Pins",
                "Jumpbox.Rehearsal",
                "Jumpbox.Signing",
                "Jumpbox.Azure",
                "LocalAzure",
                "Cake.Az",
                "Cake.Json",
                "Frosting",
            ],
        };

    /// <summary>The projects under build/, without the stand-in for Cake.Frosting.</summary>
    public static IReadOnlyCollection<string> Projects => [.. MayUse.Keys];

    public static Assembly Load(string project) => Assembly.Load(project);

    public static IEnumerable<string> References(string project) =>
        Load(project).GetReferencedAssemblies().Select(reference => reference.Name!);

    public static Architecture All { get; } = new ArchLoader().LoadAssemblies([.. Projects.Select(Load)]).Build();

    /// <summary>The folders of one project, each with the folders of that project that it uses and one type that does.</summary>
    public static Dictionary<string, Dictionary<string, string>> Folders(string project)
    {
        Dictionary<string, Dictionary<string, string>> folders = [];
        foreach (IType type in All.Types.Where(type => Belongs(type, project)))
        {
            Dictionary<string, string> uses = folders.TryGetValue(
                type.Namespace.FullName,
                out Dictionary<string, string>? known
            )
                ? known
                : folders[type.Namespace.FullName] = [];
            foreach (IType used in type.Dependencies.Select(dependency => dependency.Target))
            {
                if (Belongs(used, project) && used.Namespace.FullName != type.Namespace.FullName)
                {
                    _ = uses.TryAdd(used.Namespace.FullName, $"{type.Name} uses {used.Name}");
                }
            }
        }
        return folders;
    }

    private static bool Belongs(IType type, string project) =>
        type is { Assembly: not null, Namespace: not null }
        && type.Assembly.Name.Split(',')[0] == project
        && type.Namespace.FullName.StartsWith(project, StringComparison.Ordinal);
}
