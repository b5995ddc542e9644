using System.Diagnostics;
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

    [Fact]
    public void What_is_no_version_has_no_order() => Assert.Null(GoVersion.Compare("(devel)", "1.0.0"));
}
