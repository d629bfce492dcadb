package org.dhvirtualenv.engine.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes ZIP archives that no library would write: every field can lie. */
public final class RawZip {
  /** The general purpose bit that says that names are UTF-8. */
  public static final int UTF8 = 1 << 11;

  /** A member, whose fields may be changed before the archive is made. */
  public static final class Member {
    public byte[] name;
    public byte[] localName;
    public byte[] packed;
    public int flags;
    public int method;
    public int localMethod;
    public int mode = 0100644;
    public long size;
    public long localSize;
    public long crc;

    private Member(String name, byte[] content, boolean deflate) {
      this.name = name.getBytes(StandardCharsets.UTF_8);
      localName = this.name;
      flags = this.name.length == name.length() ? 0 : UTF8;
      method = deflate ? 8 : 0;
      localMethod = method;
      packed = deflate ? deflate(content) : content;
      size = content.length;
      localSize = size;
      CRC32 sum = new CRC32();
      sum.update(content);
      crc = sum.getValue();
    }
  }

  private final List<Member> members = new ArrayList<>();

  /** Adds a member and returns it. */
  public Member add(String name, byte[] content, boolean deflate) {
    Member member = new Member(name, content, deflate);
    members.add(member);
    return member;
  }

  /** Returns the archive. */
  public byte[] bytes() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (Member member : members) {
      int offset = file.size();
      ByteBuffer local = buffer(30);
      local.putInt(0x04034b50).putShort((short) 20).putShort((short) member.flags);
      local.putShort((short) member.localMethod).putInt(0).putInt((int) member.crc);
      local.putInt(member.packed.length).putInt((int) member.localSize);
      local.putShort((short) member.localName.length).putShort((short) 0);
      file.writeBytes(local.array());
      file.writeBytes(member.localName);
      file.writeBytes(member.packed);
      ByteBuffer central = buffer(46);
      central.putInt(0x02014b50).putShort((short) (3 << 8 | 20)).putShort((short) 20);
      central.putShort((short) member.flags).putShort((short) member.method).putInt(0);
      central.putInt((int) member.crc).putInt(member.packed.length).putInt((int) member.size);
      central.putShort((short) member.name.length).putInt(0).putInt(0);
      central.putInt(38, member.mode << 16).putInt(42, offset);
      directory.writeBytes(central.array());
      directory.writeBytes(member.name);
    }
    ByteBuffer end = buffer(22);
    end.putInt(0x06054b50).putInt(0).putShort((short) members.size());
    end.putShort((short) members.size()).putInt(directory.size()).putInt(file.size());
    file.writeBytes(directory.toByteArray());
    file.writeBytes(end.array());
    return file.toByteArray();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] deflate(byte[] content) {
    Deflater deflater = new Deflater(6, true);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    while (!deflater.finished()) {
      packed.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return packed.toByteArray();
  }
}
