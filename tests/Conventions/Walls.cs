using ArchUnitNET.Fluent;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Conventions.Tests;

/// <summary>
/// Dependencies run one way, between the projects and between the folders of each; a heavy package is in the one project that
/// needs it. Read from the compiled code, so that no alias or qualified name slips through.
/// </summary>
public sealed class Walls
{
    /// <summary>Packages and parts of the framework, and the projects that may have them.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Azure."] = ["Jumpbox.Azure"],
        // Build hands LocalAzure's tokens to the SDK.
        ["Azure.Core"] = ["Jumpbox.Azure", "Build"],
        ["BouncyCastle."] = ["Jumpbox.Pins", "Jumpbox.Signing"],
        ["Cake."] = ["Build", "Cake.Az", "Cake.Json"],
        // Pins lets apt resolve the dependencies of packages.
        ["CliWrap"] = ["Jumpbox.Rehearsal", "Jumpbox.Pins", "Build"],
        ["Fluid"] = ["Jumpbox"],
        ["Microsoft.AspNetCore."] = ["Jumpbox.Rehearsal", "LocalAzure"],
        ["Microsoft.Extensions.Configuration"] = ["Jumpbox"],
        ["Microsoft.Extensions.DependencyInjection"] = ["Build", "LocalAzure"],
        ["Octokit"] = ["Jumpbox.Pins"],
        ["OpenTelemetry"] = ["Build"],
        ["Polly"] = ["Jumpbox.Pins", "Jumpbox.Azure"],
        ["Semver"] = ["Jumpbox", "Jumpbox.Pins"],
        ["Spectre."] = ["Build"],
        ["StreamJsonRpc"] = ["Jumpbox.Bicep"],
        ["System.Diagnostics.Process"] = ["Jumpbox.Bicep", "Jumpbox.Rehearsal", "Build", "Cake.Az"],
        ["System.Formats.Asn1"] = ["Jumpbox.Signing"],
        ["System.Formats.Tar"] = ["Jumpbox.Pins", "Jumpbox.Rehearsal"],
        // Build reads zips of advisories, Jumpbox what a machine has packed.
        ["System.IO.Compression"] =
        [
            "Jumpbox",
            "Jumpbox.Pins",
            "Jumpbox.Azure",
            "Jumpbox.Rehearsal",
            "LocalAzure",
            "Build",
        ],
        // Addresses and networks are arithmetic.
        ["System.Net.IPNetwork"] = ["Jumpbox", "LocalAzure"],
        ["System.Net.Primitives"] = [.. Compiled.Projects],
        ["System.Net."] = ["Jumpbox.Pins", "Jumpbox.Azure", "Jumpbox.Rehearsal", "LocalAzure", "Build"],
        ["System.Security.Cryptography.Pkcs"] = ["Jumpbox.Signing"],
    };

    public static TheoryData<string> Projects => [.. Compiled.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_uses_only_the_projects_below_it(string project) =>
        Assert.Empty(
            Compiled
                .References(project)
                .Where(reference => reference == "Frosting" || Compiled.MayUse.ContainsKey(reference))
                .Except(Compiled.MayUse[project])
        );

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_has_no_package_that_belongs_to_another(string project) =>
        Assert.DoesNotContain(
            Compiled.References(project).Except(Compiled.MayUse[project]),
            name => !MayHave(project, name)
        );

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_folders_of_a_project_form_no_cycle(string project)
    {
        Dictionary<string, Dictionary<string, string>> folders = Compiled.Folders(project);
        Assert.NotEmpty(folders);
        // Removes what uses none of the remaining folders, until nothing changes: a cycle remains.
        while (folders.Keys.FirstOrDefault(folder => !folders[folder].Keys.Any(folders.ContainsKey)) is { } done)
        {
            _ = folders.Remove(done);
        }

        string cycle = string.Join(
            '\n',
            folders.SelectMany(folder =>
                folder.Value.Where(used => folders.ContainsKey(used.Key)).Select(used => $"{folder.Key}: {used.Value}")
            )
        );
        Assert.True(cycle.Length == 0, cycle);
    }

    [Fact]
    public void A_task_holds_neither_HTTP_nor_JSON()
    {
        IArchRule rule = Types()
            .That()
            .ResideInNamespace("Build.Tasks")
            .Should()
            .NotDependOnAnyTypesThat()
            .ResideInNamespaceMatching(@"^System\.(Net\.Http|Text\.Json)|^Microsoft\.AspNetCore");

        ArchRuleAssert.CheckRule(Compiled.All, rule);
    }

    [Fact]
    public void Only_the_folder_Clouds_names_LocalAzure()
    {
        IArchRule rule = Types()
            .That()
            .ResideInAssembly(Compiled.Load("Build"))
            .And()
            .DoNotResideInNamespace("Build.Clouds")
            .Should()
            .NotDependOnAnyTypesThat()
            .ResideInAssembly(Compiled.Load("LocalAzure"));

        ArchRuleAssert.CheckRule(Compiled.All, rule);
    }

    // The longest name counts: Azure.Core before Azure.
    private static bool MayHave(string project, string reference) =>
        Allowed
            .Where(rule => reference.StartsWith(rule.Key, StringComparison.Ordinal))
            .OrderByDescending(rule => rule.Key.Length)
            .FirstOrDefault()
            .Value?.Contains(project)
        ?? true;
}
