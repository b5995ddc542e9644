using System.Text;

namespace Jumpbox.Tests.Customizer;

/// <summary>
/// ELF files with Go's build information, written as its linker does. Sources: ELF-64 Object File Format; golang/go,
/// debug/buildinfo.
/// </summary>
internal static class GoProgram
{
    private const int Header = 64;
    private const ulong Address = 0x400000;
    private static readonly byte[] Mark = [0xff, .. " Go buildinf:"u8];

    /// <summary>A program with sections and both texts in place, as since Go 1.18.</summary>
    public static byte[] WithSections(string version, string list) =>
        WithSection(".go.buildinfo", InPlace(version, list));

    /// <summary>A program with one section.</summary>
    public static byte[] WithSection(string name, byte[] data)
    {
        byte[] names = Encoding.UTF8.GetBytes($"\0{name}\0.shstrtab\0");
        int namesAt = Header + data.Length;
        int table = namesAt + names.Length;
        return
        [
            .. Elf(programs: 0, sections: (ulong)table, programCount: 0, sectionCount: 3, names: 2),
            .. data,
            .. names,
            .. Section(0, 0, 0),
            .. Section(1, Header, data.Length),
            .. Section(name.Length + 2, namesAt, names.Length),
        ];
    }

    /// <summary>A stripped program without sections: the information is 32 bytes into its data segment.</summary>
    public static byte[] WithSegment(string version, string list) =>
        Loaded([.. new byte[32], .. InPlace(version, list)]);

    /// <summary>A program of an older Go, which points to the texts.</summary>
    public static byte[] WithPointers(string version, string list)
    {
        byte[] number = Encoding.UTF8.GetBytes(version);
        byte[] lines = Framed(list);
        ulong start = Address + Header + 56;
        return Loaded([
            .. Mark,
            8,
            0,
            .. Word(start + 32),
            .. Word(start + 48),
            .. Word(start + 64),
            .. Word((ulong)number.Length),
            .. Word(start + 64 + (ulong)number.Length),
            .. Word((ulong)lines.Length),
            .. number,
            .. lines,
        ]);
    }

    private static byte[] InPlace(string version, string list) =>
        [.. Mark, 8, 2, .. new byte[16], .. Text(Encoding.UTF8.GetBytes(version)), .. Text(Framed(list))];

    // The linker puts 16 bytes before and after the list.
    private static byte[] Framed(string list) => [.. new byte[16], .. Encoding.UTF8.GetBytes(list), .. new byte[16]];

    private static byte[] Text(byte[] bytes)
    {
        List<byte> length = [];
        for (uint rest = (uint)bytes.Length; ; rest >>= 7)
        {
            if (rest < 128)
            {
                length.Add((byte)rest);
                return [.. length, .. bytes];
            }
            length.Add((byte)((rest & 127) | 128));
        }
    }

    private static byte[] Loaded(byte[] data) =>
        [
            .. Elf(programs: Header, sections: 0, programCount: 1, sectionCount: 0, names: 0),
            .. BitConverter.GetBytes(1),
            .. BitConverter.GetBytes(6),
            .. Word(Header + 56),
            .. Word(Address + Header + 56),
            .. Word(0),
            .. Word((ulong)data.Length),
            .. Word((ulong)data.Length),
            .. Word(16),
            .. data,
        ];

    private static byte[] Elf(ulong programs, ulong sections, short programCount, short sectionCount, short names) =>
        [
            0x7f,
            .. "ELF"u8,
            2,
            1,
            .. new byte[26],
            .. Word(programs),
            .. Word(sections),
            .. new byte[6],
            .. BitConverter.GetBytes((short)56),
            .. BitConverter.GetBytes(programCount),
            .. BitConverter.GetBytes((short)64),
            .. BitConverter.GetBytes(sectionCount),
            .. BitConverter.GetBytes(names),
        ];

    private static byte[] Section(int name, int offset, int size) =>
        [
            .. BitConverter.GetBytes(name),
            .. new byte[20],
            .. Word((ulong)offset),
            .. Word((ulong)size),
            .. new byte[24],
        ];

    private static byte[] Word(ulong value) => BitConverter.GetBytes(value);
}
