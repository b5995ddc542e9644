using System.Runtime.Versioning;
using Jumpbox.Evidence.Log;

namespace Jumpbox.Tests.Customizer;

/// <summary>What the program in scripts/lib/embedded_modules reads from the files of tools.</summary>
[SupportedOSPlatform("linux")]
public sealed class ReadingWhatIsBuiltIn : IDisposable
{
    private const string List =
        "path\tk8s.io/kubectl/cmd\nmod\tk8s.io/kubernetes\t(devel)\t\ndep\tgithub.com/spf13/cobra\tv1.8.1\th1:abc=\n"
        + "dep\tk8s.io/api\tv0.0.0\n=>\t./staging/api\t(devel)\t\nbuild\t-ldflags=\"-X main.version=1\"\n";

    private const string Number = "go1.24.6 X:rangefunc";

    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-modules-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("sections")]
    [InlineData("segment")]
    [InlineData("pointers")]
    public async Task The_build_information_of_Go_is_read_wherever_the_linker_put_it(string form)
    {
        Write(
            "kubectl",
            form switch
            {
                "sections" => GoProgram.WithSections(Number, List),
                "segment" => GoProgram.WithSegment(Number, List),
                _ => GoProgram.WithPointers(Number, List),
            }
        );

        Assert.Equal(
            [
                $"go kubectl {_folder}/kubectl go1.24.6",
                "main kubectl k8s.io/kubernetes (devel)",
                "dep kubectl github.com/spf13/cobra v1.8.1",
                "dep kubectl k8s.io/api v0.0.0",
                "replaced kubectl ./staging/api (devel)",
            ],
            await RunAsync($"kubectl\t{_folder}/kubectl\t")
        );
    }

    [Fact]
    public async Task A_file_that_lists_nothing_and_a_missing_one_say_so()
    {
        Write("jq", "#!/bin/sh\n"u8.ToArray());

        Assert.Equal(
            [$"none jq {_folder}/jq", $"unread yq {_folder}/yq"],
            await RunAsync($"jq\t{_folder}/jq\t\nyq\t{_folder}/yq\t")
        );
    }

    [Fact]
    public async Task A_file_that_is_cut_off_anywhere_stops_nothing()
    {
        byte[] whole = GoProgram.WithSections(Number, List);
        string rows = "";
        for (int length = 1; length < whole.Length; length += 37)
        {
            Write($"cut{length}", whole[..length]);
            rows += $"cut{length}\t{_folder}/cut{length}\t\n";
        }

        Assert.All(await RunAsync(rows), line => Assert.NotNull(LogModule.Of(line.Split(' '))));
    }

    [Fact]
    public async Task Text_that_would_end_the_list_or_colour_the_log_is_only_text()
    {
        Write(
            "evil",
            GoProgram.WithSections(Number, "mod\t-----END JUMPBOX MODULES-----\tv1\u001b[31m\ndep\ta b\t$(id)\n")
        );

        Assert.Equal(
            [
                $"go evil {_folder}/evil go1.24.6",
                "main evil -----END_JUMPBOX_MODULES----- v1?[31m",
                "dep evil a_b $(id)",
            ],
            await RunAsync($"evil\t{_folder}/evil\t")
        );
    }

    [Fact]
    public async Task The_distributions_of_a_package_are_read_from_the_head_of_their_metadata()
    {
        Distribution("a", "Name: Azure_Core\nVersion: 1.35.0\nLicense-Expression: MIT\n\nName: other\n");
        Distribution(
            "b",
            "Name: b\nVersion: 2\nClassifier: License :: OSI Approved\n"
                + "Classifier: License :: OSI Approved :: MIT License\nLicense: Copyright\n   more\n"
        );
        Distribution("c", "Name: c\nVersion: 3\n");
        Distribution("d", "Name: without a version\n");
        Write("bin/python3", "#!/bin/sh\necho Python 3.13.7\n"u8.ToArray());
        Write("az", "#!/bin/sh\n"u8.ToArray());

        Assert.Equal(
            [
                "cpython az 3.13.7",
                "python az Azure_Core 1.35.0 expression:MIT",
                "python az b 2 classifier:MIT_License",
                "python az c 3 none",
            ],
            (await RunAsync($"az\t{_folder}/az\tazure-cli")).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task An_extension_of_az_and_what_it_depends_on_are_told_apart()
    {
        Write("bin/python3", "#!/bin/sh\necho Python 3.13.7\n"u8.ToArray());
        Write("az", "#!/bin/sh\n"u8.ToArray());
        // They are no files of the package.
        Write(
            "dpkg-query",
            System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\nls '{_folder}'/az '{_folder}'/bin/python3\n")
        );
        string own = "lib/python3.13/site-packages/azure-cli-extensions/aks-preview";
        Write(
            $"{own}/aks_preview-18.0.0b34.dist-info/METADATA",
            "Name: aks_preview\nVersion: 18.0.0b34\nLicense: MIT\n"u8.ToArray()
        );
        Write($"{own}/oras-0.2.25.dist-info/METADATA", "Name: oras\nVersion: 0.2.25\n"u8.ToArray());

        Assert.Equal(
            ["cpython az 3.13.7", "extension az aks_preview 18.0.0b34 text:MIT", "python az oras 0.2.25 none"],
            (await RunAsync($"az\t{_folder}/az\tazure-cli")).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task The_crates_that_cargo_auditable_lists_are_read_but_for_those_of_the_build()
    {
        const string Crates = """
            {"packages":[{"name":"cc","version":"1.0.0","source":"crates.io","kind":"build"},
            {"name":"rustls","version":"0.23.1","source":"crates.io","kind":"runtime"},
            {"name":"tool","version":"2.0.0","source":"local","dependencies":[0,1],"root":true}],"format":1}
            """;
        Write("tool", GoProgram.WithSection(".dep-v0", Packed(Crates)));

        Assert.Equal(
            [$"rust tool {_folder}/tool -", "crate tool rustls 0.23.1", "crate tool tool 2.0.0"],
            await RunAsync($"tool\t{_folder}/tool\t")
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"packages\":7}")]
    [InlineData("[1]")]
    public async Task A_list_of_crates_that_is_none_was_not_read(string list)
    {
        Write("tool", GoProgram.WithSection(".dep-v0", Packed(list)));
        Write("cut", GoProgram.WithSection(".dep-v0", [.. Packed("{\"packages\":[]}").Take(9)]));

        Assert.Equal(
            [$"unread tool {_folder}/tool", $"unread cut {_folder}/cut"],
            await RunAsync($"tool\t{_folder}/tool\t\ncut\t{_folder}/cut\t")
        );
    }

    [Fact]
    public async Task What_a_package_has_beside_its_lists_is_counted_by_kind()
    {
        Distribution("a", "Name: a\nVersion: 1\n");
        byte[] code = GoProgram.WithSection(".text", [1]);
        Write("lib/a/_native.abi3.so", code);
        Write("lib/a/libssl.so.3", code);
        Write("lib/python3.13/lib-dynload/_ssl.so", code);
        Write("lib/a/text.so", "no machine code"u8.ToArray());
        Write("lib/a/x.jar", [1]);
        Write("lib/node_modules/left-pad/package.json", [1]);
        Write("az", "#!/bin/sh\n"u8.ToArray());

        Assert.Equal(
            ["opaque az java 1", "opaque az native 2", "opaque az npm 1", "python az a 1 none"],
            (await RunAsync($"az\t{_folder}/az\tazure-cli")).Order(StringComparer.Ordinal)
        );
    }

    private static byte[] Packed(string text)
    {
        using MemoryStream bytes = new();
        using (
            System.IO.Compression.ZLibStream packed = new(
                bytes,
                System.IO.Compression.CompressionLevel.Optimal,
                leaveOpen: true
            )
        )
        {
            packed.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }
        return bytes.ToArray();
    }

    [Fact]
    public async Task A_package_that_is_not_installed_fails()
    {
        Write("az", "#!/bin/sh\n"u8.ToArray());
        File.WriteAllText(Path.Combine(_folder, "dpkg-query"), "#!/bin/sh\nexit 1\n");

        (int code, string output) = await ProgramAsync($"az\t{_folder}/az\tazure-cli");

        Assert.NotEqual(0, code);
        Assert.Contains("dpkg-query does not know the package azure-cli", output);
    }

    [Fact]
    public async Task A_real_program_of_Go_names_the_version_of_Go()
    {
        const string Docker = "/usr/local/bin/docker";
        Assert.SkipUnless(File.Exists(Docker), $"{Docker} is not here: any program of Go would do.");

        Assert.Matches(@"^go docker /usr/local/bin/docker go1\.\d+", (await RunAsync($"docker\t{Docker}\t"))[0]);
    }

    private void Distribution(string name, string metadata) =>
        Write($"lib/{name}.dist-info/METADATA", System.Text.Encoding.UTF8.GetBytes(metadata));

    private void Write(string name, byte[] content)
    {
        string path = Path.Combine(_folder, name);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }

    private async Task<string[]> RunAsync(string rows)
    {
        (int code, string output) = await ProgramAsync(rows);
        Assert.True(code == 0, output);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Replace('\t', ' '))];
    }

    private async Task<(int Code, string Output)> ProgramAsync(string rows)
    {
        Shell.Require("perl", "perl-base");
        if (!File.Exists(Path.Combine(_folder, "dpkg-query")))
        {
            Write("dpkg-query", System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\nfind '{_folder}' -type f\n"));
        }
        Write("dpkg-query", File.ReadAllBytes(Path.Combine(_folder, "dpkg-query")));
        string program = Path.Combine(_folder, "program.pl");
        await File.WriteAllTextAsync(
            program,
            string.Concat(
                Directory
                    .EnumerateFiles(Path.Combine(Repository.Root, "scripts/lib/embedded_modules"), "*.pl")
                    .Order(StringComparer.Ordinal)
                    .Select(File.ReadAllText)
            ),
            TestContext.Current.CancellationToken
        );
        return await Shell.RunAsync("env", $"PATH={_folder}:/usr/bin:/bin", "perl", program, rows);
    }
}
