using Jumpbox.Network;

namespace Jumpbox.Tests.Network;

public sealed class AddressesTests
{
    [Theory]
    [InlineData("10.42.0.0/28", "10.42.0.0-10.42.0.15")]
    [InlineData("10.42.0.4", "10.42.0.4")]
    [InlineData("10.42.0.4/32", "10.42.0.4")]
    [InlineData("10.42.0.4/31", "10.42.0.4-10.42.0.5")]
    [InlineData("10.42.0.9/28", "10.42.0.0-10.42.0.15")]
    [InlineData("10.0.0.4-10.0.0.9", "10.0.0.4-10.0.0.9")]
    [InlineData("0.0.0.0/0", "0.0.0.0-255.255.255.255")]
    public void Prefixes_addresses_and_ranges_are_read(string text, string expected) =>
        Assert.Equal(expected, string.Join(", ", Addresses.Parse(text).Ranges.Select(Dotted)));

    [Theory]
    [InlineData("VirtualNetwork")]
    [InlineData("AzureCloud.eastus2")]
    [InlineData("Storage")]
    [InlineData("*")]
    [InlineData("")]
    [InlineData("10.0.0.0/99")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0/8")]
    [InlineData("::1/129")]
    public void Other_texts_are_no_addresses(string text) => Assert.False(Addresses.TryParse(text, out _));

    [Theory]
    [InlineData("2001:db8::/32")]
    [InlineData("::/0")]
    [InlineData("fe80::1")]
    public void A_prefix_of_version_6_is_an_address_that_no_flow_of_ours_has(string text)
    {
        Assert.True(Addresses.TryParse(text, out IntervalSet addresses));
        Assert.True(addresses.IsEmpty);
    }

    private static string Dotted((uint First, uint Last) range) =>
        range.First == range.Last ? Dotted(range.First) : $"{Dotted(range.First)}-{Dotted(range.Last)}";

    private static string Dotted(uint number) =>
        string.Join('.', new[] { 24, 16, 8, 0 }.Select(shift => (number >> shift) & 0xFF));
}
