namespace Ci.Tests.Wrappers;

/// <summary>What <c>build.sh</c> and <c>build.ps1</c> do alike, in a clean clone.</summary>
/// <param name="clone">The clone.</param>
/// <param name="wrapper">The wrapper's name.</param>
public abstract class CallingAWrapper(Clone clone, string wrapper)
{
    [Fact]
    public async Task Compile_once_say_so_in_one_plain_line_and_start_what_is_compiled()
    {
        clone.Forget();
        int before = clone.Dotnet.Builds.Length;

        WrapperRun first = (await RunAsync("--description")).Expect(0);
        string[] compiled = Stamps();
        WrapperRun again = (await RunAsync("--description")).Expect(0);

        Assert.Single(
            first.Text.Split('\n'),
            line =>
                line.StartsWith("Compiling the pipeline (once, about 40 s), then starting it", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(first.Text, character => char.IsControl(character) && character != '\n');
        Assert.DoesNotContain("Compiling", again.Text);
        Assert.Contains("Prereqs", again.Text);
        Assert.Equal(compiled, Stamps());
        Assert.Equal([Wrapper.Compiles], clone.Dotnet.Builds.Skip(before));
    }

    [Fact]
    public async Task Hand_the_exit_code_through() =>
        Assert.Contains("There is no target 'Biuld'", (await RunAsync("--target=Biuld")).Expect(2).Text);

    [Fact]
    public async Task Compile_an_edited_source_and_say_so_when_it_does_not_compile()
    {
        string source = Path.Combine(clone.Root, "build/Build/Program.cs");
        string before = await File.ReadAllTextAsync(source, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(source, before + "oops", TestContext.Current.CancellationToken);
        try
        {
            WrapperRun run = (await RunAsync("--description")).Expect(1);

            Assert.Contains("the pipeline does not compile", run.Text);
        }
        finally
        {
            await File.WriteAllTextAsync(source, before, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Install_the_SDK_of_global_json_where_it_is_missing()
    {
        string folder = Directory.CreateTempSubdirectory("jumpbox-sdk-").FullName;
        try
        {
            string script = Path.Combine(folder, "install.sh");
            await File.WriteAllTextAsync(
                script,
                $"""
                echo "arguments: $*"
                while [ "$1" != --install-dir ]; do shift; done
                mkdir -p "$2" && ln -s {clone.Dotnet.Folder}/* "$2"/
                """,
                TestContext.Current.CancellationToken
            );
            WrapperRun run = await RunAsync(
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

    [Fact]
    public async Task Say_how_to_install_the_SDK_by_hand_where_the_script_cannot_be_fetched()
    {
        string folder = Directory.CreateTempSubdirectory("jumpbox-sdk-").FullName;
        try
        {
            WrapperRun run = (
                await RunAsync(
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

    private string[] Stamps() => [.. Directory.GetDirectories(clone.Runs).Order(StringComparer.Ordinal)];

    private Task<WrapperRun> RunAsync(params string[] arguments) => RunAsync([], arguments);

    private Task<WrapperRun> RunAsync(Dictionary<string, string?> variables, params string[] arguments)
    {
        Dictionary<string, string?> all = new(clone.Dotnet.Variables())
        {
            ["JUMPBOX_AHEAD"] = "off",
            ["NO_COLOR"] = "1",
        };
        foreach ((string name, string? value) in variables)
        {
            all[name] = value;
        }
        return Wrapper.RunAsync(Path.Combine(clone.Root, wrapper), all, arguments);
    }
}
