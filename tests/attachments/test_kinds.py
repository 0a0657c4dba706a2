"""Which files are taken, decided by content; every hostile one is refused with a sentence."""

import time

import pytest

from reporting.evidence_files.kinds import FILE_BYTES, checked_file
from reporting.evidence_files.names import clean_name
from reporting.evidence_files.refused import FileRefused
from tests.attachments import files
from tests.attachments.files import (
    IDENTITY,
    changed,
    jpeg,
    ofd,
    package,
    part,
    pdf,
    png,
    word,
    xlsx,
)


@pytest.mark.parametrize(
    ("content", "extension", "media_type"),
    [
        (pdf(), "pdf", "application/pdf"),
        (png(), "png", "image/png"),
        (jpeg(), "jpg", "image/jpeg"),
        (ofd(), "ofd", "application/ofd"),
        (
            xlsx(),
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            word(),
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
)
def test_what_is_taken(content, extension, media_type):
    kind = checked_file(content)
    assert (kind.extension, kind.media_type) == (extension, media_type)


TEMPLATE = (
    b'<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument'
    b'/2006/relationships/attachedTemplate" Target="http://elsewhere.example/t.dotm" '
    b'TargetMode="External"/></Relationships>'
)
LINK = TEMPLATE.replace(b"attachedTemplate", b"hyperlink")
MACRO_TYPES = files.WORD_TYPES.replace(
    "wordprocessingml.document.main+xml", "macroEnabled.main+xml"
).encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"),
        (b"MZ\x90\0" + b"\0" * 100, "不能上传这种文件"),
        (b"#!/bin/sh\nrm -r /\n", "不能上传这种文件"),
        (b"<!doctype html><script>alert(1)</script>", "不能上传这种文件"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "不能上传这种文件"),
        (b"GIF89a" + b"\0" * 50, "不能上传这种文件"),
        (b"PK\x03\x04 nothing more", "文件已损坏"),
        (package({"a.txt": "x"}), "不能上传压缩包"),
        (package({"run.exe": "x", "OFD.xml": "<x/>"}), "程序或脚本"),
        (files.encrypted_office(), "打开密码"),
        (files.old_office(), "旧版 Office"),
        (pdf()[:-8], "PDF 不完整"),
        (pdf(b"<< /Encrypt 5 0 R >>"), "密码或权限保护"),
        (pdf(b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"), "脚本"),
        (pdf(b"<< /S /Launch /F (cmd.exe) >>"), "启动其他程序"),
        (pdf(b"<< /Type /EmbeddedFile >>"), "嵌入了其他文件"),
        (png()[:-10], "图片已损坏"),
        (png(width=90_000), "不合理"),
        (png(width=15_000, height=15_000), "不合理"),
        (png(width=0), "不合理"),
        (jpeg()[:-2], "图片已损坏"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\xff\xd9", "图片已损坏"),
        (jpeg(width=30_000), "不合理"),
        (changed(xlsx(), {"xl/vbaProject.bin": b"x"}), "宏"),
        (changed(word(), {"word/vbaProject.bin": b"x"}), "宏"),
        (changed(word(), {"[Content_Types].xml": MACRO_TYPES}), "宏"),
        (changed(word(), {"word/embeddings/oleObject1.bin": b"x"}), "嵌入了其他文件"),
        (changed(word(), {"word/activeX/activeX1.xml": b"<x/>"}), "控件"),
        (changed(word(), {"word/afchunk.mht": b"x"}), "嵌入了其他文件"),
        (changed(word(), {"word/_rels/settings.xml.rels": TEMPLATE}), "外部的模板"),
        (changed(xlsx(), {"xl/externalLinks/externalLink1.xml": b"<x/>"}), "引用了其他工作簿"),
        (changed(word(), {"word/styles.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "声明"),
        (changed(ofd(), {"OFD.xml": b"<!DOCTYPE a><a/>"}), "声明"),
    ],
)
def test_what_is_refused_and_why(content, words):
    with pytest.raises(FileRefused, match=words):
        checked_file(content)


def test_a_document_may_hold_links():
    checked_file(changed(word(), {"word/_rels/document.xml.rels": LINK}))


def test_too_large_is_refused():
    with pytest.raises(FileRefused, match="超过 10 MB"):
        checked_file(pdf(b"0" * FILE_BYTES))


@pytest.mark.parametrize("content", [word(), ofd(), xlsx()])
def test_a_bomb_is_refused_before_it_is_unpacked(content):
    bomb = changed(content, {"bomb.xml": b"<a>" + b" " * (40 * 1024 * 1024)})
    assert len(bomb) < 100_000
    begin = time.perf_counter()
    with pytest.raises(FileRefused, match="压缩比"):
        checked_file(bomb)
    assert time.perf_counter() - begin < 1


def test_too_many_parts_are_refused():
    parts = {f"part{number}.xml": b"<a/>" for number in range(1100)}
    with pytest.raises(FileRefused, match="过于复杂"):
        checked_file(changed(word(), parts))


def test_the_same_name_twice_is_refused():
    with pytest.raises(FileRefused, match="已损坏"):
        checked_file(changed(ofd(), {"ofd.XML": b"<other/>"}))


@pytest.mark.parametrize(
    "content",
    [
        xlsx(f"身份证号{IDENTITY}"),
        xlsx("无", "无", IDENTITY.lower()),
        xlsx(110105194912310021),  # a number: Excel keeps fifteen digits of it
        word("张三，", IDENTITY),
        word(IDENTITY[:6], IDENTITY[6:14], IDENTITY[14:]),
        changed(word(), {"word/comments.xml": f"<w:p>{IDENTITY}</w:p>".encode()}),
    ],
)
def test_identity_numbers_are_found(content):
    with pytest.raises(FileRefused, match="身份证号"):
        checked_file(content)


@pytest.mark.parametrize(
    "content",
    [
        xlsx("110105194912310021"),  # the check digit is wrong
        xlsx(2480, 40.322581, 123456789012),
        word("2026", "1231", "2359", "5960", "00"),
        word(IDENTITY[:10]),
    ],
)
def test_other_numbers_are_not(content):
    checked_file(content)


def test_numbers_of_two_paragraphs_are_not_joined():
    split = part(word(IDENTITY[:9], IDENTITY[9:]), "word/document.xml").replace(
        b"</w:r><w:r>", b"</w:r></w:p><w:p><w:r>"
    )
    checked_file(changed(word(), {"word/document.xml": split}))


def test_a_text_in_another_encoding_is_refused():
    text = f"<w:document>{IDENTITY}</w:document>".encode("utf-16")
    with pytest.raises(FileRefused, match="UTF-8"):
        checked_file(changed(word(), {"word/document.xml": text}))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("2025年报表.pdf", "2025年报表.pdf"),
        ("报表.PDF", "报表.pdf"),
        ("照片.jpeg", "照片.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\报表.pdf", "报表.pdf"),
        ("run.exe", "run.exe.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("fdp.\u202eexe.pdf", "fdp.exe.pdf"),
        ('a"b<c>|d.pdf', "a_b_c__d.pdf"),
        ("", "佐证材料.pdf"),
        (" ... .pdf", "佐证材料.pdf"),
        ("con.pdf", "_con.pdf"),
        ("长" * 300 + ".pdf", "长" * 100 + ".pdf"),
    ],
)
def test_names(name, kept):
    extension = "pdf"
    if name == "照片.jpeg":
        assert clean_name(name, "jpg") == "照片.jpg"
        kept = "照片.jpeg.pdf"
    assert clean_name(name, extension) == kept
