namespace Frosting.Tests.Package;

/// <summary>
/// Decision 1's recipe in a copy of the checkout: the stand-in's folder is deleted, a package called Cake.Frosting is there, and
/// nothing else is changed.
/// </summary>
public sealed class TakingThePackage : IDisposable
{
    // Those that know the host, each after the ones that it refers to. All others are the same with either.
    private static readonly string[] Hosted = ["Cake.Az", "Cake.Json", "Build"];

    private const string Output = "bin/Release/net10.0";

    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-package-").FullName;

    private string Checkout => Path.Combine(_folder, "checkout");

    // Nothing is downloaded, and nothing gets into the folder of packages that the machine's other builds use.
    private string[] Sources =>
        [
            $"-p:RestoreSources={Path.Combine(_folder, "feed")}",
            $"-p:RestorePackagesPath={Path.Combine(_folder, "packages")}",
            $"-p:RestoreFallbackFolders={MinimalPackage.PackageFolder}",
            $"-p:CakeFrostingVersion={MinimalPackage.Version}",
            "-nologo",
            "-v:q",
        ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_project_finds_its_references_and_the_tasks_compile_and_run_with_the_other_host()
    {
        Copy(new DirectoryInfo(Repository.Root), Checkout);
        CopyCompiled();
        Directory.Delete(Path.Combine(Checkout, "build/Frosting"), recursive: true);
        MinimalPackage.WriteTo(Path.Combine(_folder, "feed"));

        using CompilerServer compiler = new();
        await DotNet.RunAsync(Checkout, ["restore", "jumpbox.slnx", .. Sources]);
        foreach (string project in Hosted)
        {
            await DotNet.RunAsync(
                Checkout,
                [
                    "build",
                    $"build/{project}",
                    "--configuration=Release",
                    "--no-restore",
                    "-p:BuildProjectReferences=false",
                    "-p:ProduceReferenceAssembly=false",
                    .. compiler.Properties,
                    "-p:RunAnalyzers=false",
                    .. Sources,
                ]
            );
        }
        string program = Path.Combine(Checkout, $"build/Build/{Output}/Build.dll");
        string tree = await DotNet.RunAsync(Checkout, program, "--tree");
        string targets = await DotNet.RunAsync(
            Checkout,
            program,
            "--target=Default",
            $"--artifacts={Path.Combine(_folder, "artifacts")}"
        );

        Assert.False(File.Exists(Path.Combine(Path.GetDirectoryName(program)!, "Frosting.dll")));
        Assert.Matches(@"Cleanup\s+[│└├─]+Logs\s+[│└├─]+Build\s+[│└├─]+Template", tree);
        Assert.Contains("./build.sh --target=Build", targets);
    }

    [Fact]
    public async Task The_property_alone_switches_a_project_while_the_stand_in_is_still_there()
    {
        string project = Path.Combine(Repository.Root, "build/Build");

        string with = await DotNet.RunAsync(project, ["msbuild", "-p:UseCakeFrostingPackage=true", .. References]);
        string without = await DotNet.RunAsync(project, ["msbuild", "-p:UseCakeFrostingPackage=false", .. References]);

        Assert.Contains("\"Cake.Frosting\"", with);
        Assert.DoesNotContain("Frosting.csproj", with);
        Assert.DoesNotContain("Cake.Core.dll", with);
        Assert.DoesNotContain("\"Cake.Frosting\"", without);
        Assert.Contains("Frosting.csproj", without);
        Assert.Contains("Cake.Core.dll", without);
    }

    [Fact]
    public void No_project_and_no_solution_names_the_stand_ins_project() =>
        Assert.All(
            Directory
                .EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
                .Append(Path.Combine(Repository.Root, "jumpbox.slnx")),
            file => Assert.DoesNotContain("Frosting/Frosting.csproj", File.ReadAllText(file).Replace('\\', '/'))
        );

    private static string[] References => ["-getItem:PackageReference,ProjectReference,Reference"];

    private static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (FileInfo file in from.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(to, file.Name));
        }
        foreach (
            DirectoryInfo folder in from.EnumerateDirectories()
                .Where(folder => folder.Name is not ("bin" or "obj" or ".git" or "artifacts" or "node_modules"))
        )
        {
            Copy(folder, Path.Combine(to, folder.Name));
        }
    }

    private void CopyCompiled()
    {
        string build = Path.Combine(Repository.Root, "build");
        foreach (string project in Directory.GetDirectories(build).Select(folder => Path.GetFileName(folder)))
        {
            DirectoryInfo compiled = new(Path.Combine(build, project, Output));
            if (compiled.Exists && project != "Frosting" && !Hosted.Contains(project))
            {
                Copy(compiled, Path.Combine(Checkout, "build", project, Output));
            }
        }
    }
}
