using System.Buffers;

namespace Jumpbox.Evidence.Bill;

/// <summary>The order of Debian's versions. Source: deb-version(7), "Sorting algorithm".</summary>
internal static class DpkgVersion
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.+:~-"
    );

    /// <summary>Whether dpkg takes a text for a version, without a warning. Source: deb-version(7).</summary>
    public static bool IsVersion(ReadOnlySpan<char> text)
    {
        int colon = text.IndexOf(':');
        ReadOnlySpan<char> rest = text[(colon + 1)..];
        return colon != 0
            && (colon < 0 || !text[..colon].ContainsAnyExceptInRange('0', '9'))
            && rest.Length > 0
            && char.IsAsciiDigit(rest[0])
            && rest[^1] != '-'
            && !rest.ContainsAnyExcept(Allowed);
    }

    /// <summary>Compares two versions: less than 0 if the first is older.</summary>
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        (ReadOnlySpan<char> leftEpoch, ReadOnlySpan<char> leftRest) = Epoch(left);
        (ReadOnlySpan<char> rightEpoch, ReadOnlySpan<char> rightRest) = Epoch(right);
        int order = CompareDigits(leftEpoch, rightEpoch);
        if (order != 0)
        {
            return order;
        }
        int leftDash = leftRest.LastIndexOf('-');
        int rightDash = rightRest.LastIndexOf('-');
        order = CompareText(
            leftDash < 0 ? leftRest : leftRest[..leftDash],
            rightDash < 0 ? rightRest : rightRest[..rightDash]
        );
        return order != 0
            ? order
            : CompareText(
                leftDash < 0 ? "" : leftRest[(leftDash + 1)..],
                rightDash < 0 ? "" : rightRest[(rightDash + 1)..]
            );
    }

    private static Halves Epoch(ReadOnlySpan<char> version)
    {
        int colon = version.IndexOf(':');
        return colon < 0 ? new Halves("", version) : new Halves(version[..colon], version[(colon + 1)..]);
    }

    // Runs of other characters and runs of digits take turns.
    private static int CompareText(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (left.Length > 0 || right.Length > 0)
        {
            while (IsWord(left) || IsWord(right))
            {
                int order = Weight(left) - Weight(right);
                if (order != 0)
                {
                    return order;
                }
                left = left[1..];
                right = right[1..];
            }
            int leftDigits = Digits(left);
            int rightDigits = Digits(right);
            int number = CompareDigits(left[..leftDigits], right[..rightDigits]);
            if (number != 0)
            {
                return number;
            }
            left = left[leftDigits..];
            right = right[rightDigits..];
        }
        return 0;
    }

    private static bool IsWord(ReadOnlySpan<char> text) => text.Length > 0 && !char.IsAsciiDigit(text[0]);

    // A tilde is before the end, the end before letters, letters before everything else.
    private static int Weight(ReadOnlySpan<char> text) =>
        text.Length == 0 || char.IsAsciiDigit(text[0]) ? 0
        : text[0] == '~' ? -1
        : char.IsAsciiLetter(text[0]) ? text[0]
        : text[0] + 0x10000;

    private static int Digits(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }

    // Numbers of any length; no digits count as 0.
    private static int CompareDigits(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.TrimStart('0');
        right = right.TrimStart('0');
        return left.Length != right.Length ? left.Length - right.Length : left.SequenceCompareTo(right);
    }

    private readonly ref struct Halves(ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        private readonly ReadOnlySpan<char> _first = first;
        private readonly ReadOnlySpan<char> _second = second;

        public void Deconstruct(out ReadOnlySpan<char> first, out ReadOnlySpan<char> second)
        {
            first = _first;
            second = _second;
        }
    }
}
