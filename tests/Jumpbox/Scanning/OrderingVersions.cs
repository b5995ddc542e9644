using System.Diagnostics;
using Jumpbox.Evidence.Bill;
using Jumpbox.Evidence.Scan;

namespace Jumpbox.Tests.Scanning;

public sealed class OrderingVersions
{
    private static readonly string[] Ascending =
    [
        "0~~",
        "0~",
        "0",
        "0.9",
        "1.0~rc1-1",
        "1.0-1~deb7u1",
        "1.0-1",
        "1.0-1+b1",
        "1.0-1.1",
        "1.0-10",
        "1.0a-1",
        "1.0+dfsg-1",
        "1.10-1",
        "1:0.1-1",
        "1:9.6p1-3ubuntu13",
        "1:9.6p1-3ubuntu13.3",
        "1:9.6p1-3ubuntu13.19",
        "2:0.0.44-1",
        "2:0.0.44-nobin",
        "10:0",
    ];

    [Fact]
    public void Debian_s_versions_have_dpkg_s_order()
    {
        for (int left = 0; left < Ascending.Length; left++)
        {
            for (int right = 0; right < Ascending.Length; right++)
            {
                int order = DpkgVersion.Compare(Ascending[left], Ascending[right]);
                Assert.True(
                    Math.Sign(order) == Math.Sign(left - right),
                    $"{Ascending[left]} {Ascending[right]}: {order}"
                );
            }
        }
    }

    [Fact]
    public void Dpkg_itself_gives_that_order()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/dpkg"), "dpkg is not installed.");
        foreach ((string left, string right) in Ascending.Zip(Ascending.Skip(1)))
        {
            using Process dpkg = Process.Start("/usr/bin/dpkg", ["--compare-versions", left, "lt", right]);
            dpkg.WaitForExit();
            Assert.True(dpkg.ExitCode == 0, $"{left} {right}");
        }
    }

    // One shell for all of them: words of the characters that decide, as archives combine them.
    [Fact]
    public async Task Dpkg_gives_any_two_versions_the_same_order()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/dpkg"), "dpkg is not installed.");
        Random random = new(23);
        string[] parts =
        [
            "0",
            "1",
            "01",
            "9",
            "10",
            "~",
            "~~",
            "+",
            "a",
            "A",
            "rc1",
            "ubuntu",
            ".",
            ".0",
            "-",
            "-0",
            "p1",
            "+b1",
        ];
        string Version() =>
            (random.Next(4) == 0 ? $"{random.Next(3)}:" : "")
            + random.Next(3)
            + string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => parts[random.Next(parts.Length)]));
        (string Left, string Right)[] pairs =
        [
            .. Enumerable
                .Range(0, 1200)
                .Select(_ => (Version(), Version()))
                .Where(pair => DpkgVersion.IsVersion(pair.Item1) && DpkgVersion.IsVersion(pair.Item2))
                .Take(400),
        ];
        using Process shell = Process.Start(
            new ProcessStartInfo(
                "/bin/sh",
                [
                    "-c",
                    "while read -r a b; do if dpkg --compare-versions $a lt $b; then echo -1; "
                        + "elif dpkg --compare-versions $a eq $b; then echo 0; else echo 1; fi; done",
                ]
            )
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        Task<string> answers = shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.StandardInput.WriteAsync(string.Concat(pairs.Select(pair => $"{pair.Left} {pair.Right}\n")));
        shell.StandardInput.Close();

        string[] theirs = (await answers).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(400, theirs.Length);
        Assert.Equal(
            pairs.Zip(theirs).Select(one => $"{one.First} {one.Second}"),
            pairs.Select(pair => $"{pair} {Math.Sign(DpkgVersion.Compare(pair.Left, pair.Right))}")
        );
    }

    [Theory]
    [InlineData("1:9.6p1-3ubuntu13", true)]
    [InlineData("2.0:1", false)]
    [InlineData("1:", false)]
    [InlineData(":1", false)]
    [InlineData("x:1", false)]
    [InlineData("1.0-", false)]
    [InlineData("unknown", false)]
    [InlineData("1_0", false)]
    [InlineData("1 0", false)]
    [InlineData("", false)]
    public void What_dpkg_refuses_or_warns_of_is_no_version(string text, bool isOne) =>
        Assert.Equal(isOne, DpkgVersion.IsVersion(text));

    [Theory]
    [InlineData("0.0.0", "0:0.0.0-0")]
    [InlineData("1.0-0", "1.0")]
    [InlineData("1.01-1", "1.1-1")]
    [InlineData("00000000000000000000000000000001", "1")]
    public void Different_words_may_be_one_version(string left, string right) =>
        Assert.Equal(0, DpkgVersion.Compare(left, right));

    [Theory]
    [InlineData("1.8.0", "1.8.1")]
    [InlineData("v0.0.0-20240101000000-abcdefabcdef", "0.1.0")]
    [InlineData("go1.22rc1", "1.22.0")]
    [InlineData("1.22", "go1.22.1 X:boringcrypto")]
    public void Go_s_versions_are_ordered(string older, string newer)
    {
        Assert.True(GoVersion.Compare(older, newer) < 0);
        Assert.True(GoVersion.Compare(newer, older) > 0);
    }

    // The specification's own example of the order, and its other spellings.
    [Fact]
    public void Python_s_versions_have_the_order_of_its_specification()
    {
        string[] ascending =
        [
            "1.dev0",
            "1.0.dev456",
            "1.0a1",
            "1.0a2.dev456",
            "1.0a12.dev456",
            "1.0a12",
            "1.0b1.dev456",
            "1.0b2",
            "1.0b2.post345.dev456",
            "1.0b2.post345",
            "1.0rc1.dev456",
            "1.0rc1",
            "1.0",
            "1.0+abc.5",
            "1.0+abc.7",
            "1.0+5",
            "1.0.post456.dev34",
            "1.0.post456",
            "1.0.15",
            "1.1.dev1",
            "1!0.1",
        ];
        for (int left = 0; left < ascending.Length; left++)
        {
            for (int right = 0; right < ascending.Length; right++)
            {
                int? order = PythonVersion.Compare(ascending[left], ascending[right]);
                Assert.True(
                    order is { } sign && Math.Sign(sign) == Math.Sign(left - right),
                    $"{ascending[left]} {ascending[right]}: {order}"
                );
            }
        }
    }

    [Theory]
    [InlineData("1.0", "v1.0.0")]
    [InlineData("1.0a1", "1.0-ALPHA.1")]
    [InlineData("1.0rc1", "1.0.c1")]
    [InlineData("1.0.post1", "1.0-1")]
    [InlineData("1.0.post0", "1.0.rev")]
    [InlineData("1.0.dev0", "1.0-dev")]
    [InlineData("01.0", "1")]
    public void Different_spellings_of_Python_are_one_version(string left, string right) =>
        Assert.Equal(0, PythonVersion.Compare(left, right));

    [Theory]
    [InlineData("")]
    [InlineData("1.0-")]
    [InlineData("one")]
    [InlineData("1.0.*")]
    public void What_is_no_version_of_Python_has_no_order(string text) =>
        Assert.Null(PythonVersion.Compare(text, "1.0"));

    [Theory]
    [InlineData("v0.0.0-20230124172434-306776ec8161", "v0.0.0-20240124172434-006776ec8161")]
    [InlineData("v1.2.4-0.20191109021931-daa7c04131f5", "v1.2.4")]
    [InlineData("v1.2.3", "v1.2.4-0.20191109021931-daa7c04131f5")]
    [InlineData("v1.9.0", "v1.10.0+incompatible")]
    [InlineData("1.22.0-0", "go1.22rc1")]
    public void Pseudo_versions_of_Go_are_ordered_by_their_time(string older, string newer) =>
        Assert.True(GoVersion.Compare(older, newer) < 0 && GoVersion.Compare(newer, older) > 0);

    [Fact]
    public void What_is_no_version_has_no_order() => Assert.Null(GoVersion.Compare("(devel)", "1.0.0"));
}
