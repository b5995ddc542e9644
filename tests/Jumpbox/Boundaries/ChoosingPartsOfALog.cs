using Jumpbox.Boundaries;

namespace Jumpbox.Tests.Boundaries;

public sealed class ChoosingPartsOfALog
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public void A_log_within_the_limit_is_read_whole(long size) =>
        Assert.Equal(new LogWindow(size, 0, 0), LogWindow.Of(size, 100));

    [Theory]
    [InlineData(101)]
    [InlineData(1_000_000_000_000)]
    public void Of_a_longer_one_both_ends_are_read_and_the_rest_is_counted(long size)
    {
        LogWindow window = LogWindow.Of(size, 100);

        Assert.Equal(new LogWindow(50, 50, size - 100), window);
        Assert.Contains($"{size - 100} bytes", window.Notice, StringComparison.Ordinal);
    }
}
