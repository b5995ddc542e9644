namespace Ci.Tests.Wrappers;

/// <summary>What <c>build.sh</c> and <c>build.ps1</c> do alike, in a clean clone.</summary>
[Collection(nameof(Alone))]
public sealed class BothWrappers(Clone clone)
{
    private static readonly Dictionary<string, string?> Plain = new() { ["JUMPBOX_AHEAD"] = "off", ["NO_COLOR"] = "1" };

    public static TheoryData<string> Both => ["build.sh", "build.ps1"];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Build_once_and_start_what_is_built_with_the_arguments_given(string wrapper)
    {
        (await RunAsync(wrapper, "--description")).Expect(0);
        string[] built = Stamps();

        WrapperRun again = (await RunAsync(wrapper, "--description")).Expect(0);

        Assert.Contains("Prereqs", again.Text);
        Assert.Equal(built, Stamps());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Say_in_one_plain_line_that_they_compile_and_only_when_they_do(string wrapper)
    {
        foreach (string built in Stamps())
        {
            Directory.Delete(built, recursive: true);
        }

        WrapperRun first = (await RunAsync(wrapper, "--version")).Expect(0);
        WrapperRun warm = (await RunAsync(wrapper, "--version")).Expect(0);

        Assert.Single(
            first.Text.Split('\n'),
            line => line.StartsWith("Compiling the pipeline (once, about 40 s), then starting it", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(first.Text, character => char.IsControl(character) && character != '\n');
        Assert.DoesNotContain("Compiling", warm.Text);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Hand_the_exit_code_through(string wrapper) =>
        Assert.Contains("There is no target 'Biuld'", (await RunAsync(wrapper, "--target=Biuld")).Expect(2).Text);

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Compile_an_edited_source_and_say_so_when_it_does_not_compile(string wrapper)
    {
        string source = Path.Combine(clone.Root, "build/Build/Program.cs");
        string before = await File.ReadAllTextAsync(source, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(source, before + "oops", TestContext.Current.CancellationToken);
        try
        {
            WrapperRun run = (await RunAsync(wrapper, "--description")).Expect(1);

            Assert.Contains("the pipeline does not compile", run.Text);
        }
        finally
        {
            await File.WriteAllTextAsync(source, before, TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Install_the_SDK_of_global_json_where_it_is_missing(string wrapper)
    {
        string folder = Directory.CreateTempSubdirectory("jumpbox-sdk-").FullName;
        try
        {
            string root = Path.GetDirectoryName(
                new FileInfo(Dotnet()).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Dotnet()
            )!;
            string script = Path.Combine(folder, "install.sh");
            await File.WriteAllTextAsync(
                script,
                $"""
                echo "arguments: $*"
                while [ "$1" != --install-dir ]; do shift; done
                mkdir -p "$2" && ln -s {root}/* "$2"/
                """,
                TestContext.Current.CancellationToken
            );
            WrapperRun run = await RunAsync(
                wrapper,
                new Dictionary<string, string?>
                {
                    ["PATH"] = PathWithoutDotnet(folder),
                    ["DOTNET_ROOT"] = null,
                    ["DOTNET_INSTALL_DIR"] = Path.Combine(folder, "dotnet"),
                    ["DOTNET_INSTALL_SCRIPT"] = script,
                },
                "--description"
            );

            Assert.Contains("required by global.json is missing; installing it to", run.Text);
            Assert.Contains("arguments: --jsonfile", run.Text);
            run.Expect(0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Say_how_to_install_the_SDK_by_hand_where_the_script_cannot_be_fetched(string wrapper)
    {
        string folder = Directory.CreateTempSubdirectory("jumpbox-sdk-").FullName;
        try
        {
            WrapperRun run = (
                await RunAsync(
                    wrapper,
                    new Dictionary<string, string?>
                    {
                        ["PATH"] = PathWithoutDotnet(folder),
                        ["DOTNET_INSTALL_DIR"] = Path.Combine(folder, "dotnet"),
                        ["DOTNET_INSTALL_SCRIPT"] = "https://127.0.0.1:1/dotnet-install.sh",
                        ["TMPDIR"] = folder,
                    },
                    "--description"
                )
            ).Expect(1);

            Assert.Matches(
                @"cannot download https://127\.0\.0\.1:1/[^\n]+ manually from https://dot\.net/download",
                run.Text
            );
            // The pipe is PowerShell's own, which runs in this process here.
            Assert.DoesNotContain(
                Directory.GetFiles(folder),
                file => !Path.GetFileName(file).StartsWith("CoreFxPipe_", StringComparison.Ordinal)
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Dotnet() =>
        Environment
            .GetEnvironmentVariable("PATH")!
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "dotnet"))
            .First(File.Exists);

    // Everything on the PATH but dotnet, as links.
    private static string PathWithoutDotnet(string folder)
    {
        string links = Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName;
        IEnumerable<string> programs = Environment
            .GetEnvironmentVariable("PATH")!
            .Split(Path.PathSeparator)
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFiles)
            .Where(program => Path.GetFileName(program) != "dotnet");
        foreach (string program in programs.DistinctBy(Path.GetFileName))
        {
            File.CreateSymbolicLink(Path.Combine(links, Path.GetFileName(program)), program);
        }
        return links;
    }

    private string[] Stamps()
    {
        string runs = Path.Combine(clone.Root, "build/Build/bin/run");
        return Directory.Exists(runs) ? [.. Directory.GetDirectories(runs).Order(StringComparer.Ordinal)] : [];
    }

    private Task<WrapperRun> RunAsync(string wrapper, params string[] arguments) => RunAsync(wrapper, [], arguments);

    private Task<WrapperRun> RunAsync(
        string wrapper,
        Dictionary<string, string?> variables,
        params string[] arguments
    ) =>
        Wrapper.RunAsync(
            Path.Combine(clone.Root, wrapper),
            Plain.Concat(variables).ToDictionary(variable => variable.Key, variable => variable.Value),
            arguments
        );
}
